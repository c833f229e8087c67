// Says which functions of a program are called, each once, in the order of their first call.
//
// Loaded before a program (LD_PRELOAD), it puts a breakpoint at the beginning of each function that the program's symbol table
// names. The first call of a function meets it: the name is appended to the file $CALLED_DIR/PROGRAM, the breakpoint is gone, and
// the function goes on at full speed. SIGUSR2 begins anew: a line "=" is written and every breakpoint is put back.
// For programs whose file begins with $CALLED_PROGRAMS; Linux on x86-64.
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

enum { BREAKPOINT = 0xCC };

typedef struct {
    unsigned long address;
    const char *name;
    unsigned char first_byte;
    char is_called;
} Function;

static Function *functions;
static size_t count;
static int output;

static int by_address(const void *left, const void *right) {
    unsigned long a = ((const Function *)left)->address, b = ((const Function *)right)->address;
    return (a > b) - (a < b);
}

static Function *at(unsigned long address) {
    Function key = {.address = address};
    return bsearch(&key, functions, count, sizeof key, by_address);
}

// One write for a line, since threads write side by side.
static void write_line(const char *text) {
    char line[8192];
    size_t length = strlen(text);
    if (length >= sizeof line) return;
    memcpy(line, text, length);
    line[length] = '\n';
    if (write(output, line, length + 1) < 0) _exit(70);
}

static void on_breakpoint(int number, siginfo_t *info, void *context) {
    greg_t *next = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
    Function *function = at(*next - 1);
    if (function == NULL) {
        signal(SIGTRAP, SIG_DFL);  // somebody else's: the program ends by it, as it would have
        return;
    }
    *(volatile unsigned char *)function->address = function->first_byte;
    *next = function->address;
    if (!__atomic_exchange_n(&function->is_called, 1, __ATOMIC_RELAXED)) write_line(function->name);
}

static void begin_anew(int number) {
    write_line("=");
    for (size_t i = 0; i < count; i++) {
        functions[i].is_called = 0;
        *(volatile unsigned char *)functions[i].address = BREAKPOINT;
    }
}

static void fail(const char *what) {
    perror(what);
    _exit(70);
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("CALLED_DIR"), *programs = getenv("CALLED_PROGRAMS");
    char program[4096], path[8192];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (folder == NULL || programs == NULL || length < 0) return;
    program[length] = 0;
    const char *name = strrchr(program, '/') + 1;
    if (strncmp(name, programs, strlen(programs)) != 0) return;

    int file = open(program, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) fail(program);
    const char *image = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (image == MAP_FAILED) fail(program);
    const Elf64_Ehdr *header = (const void *)image;
    const Elf64_Shdr *sections = (const void *)(image + header->e_shoff), *text = NULL, *symbols = NULL;
    const char *section_names = image + sections[header->e_shstrndx].sh_offset;
    for (int i = 0; i < header->e_shnum; i++) {
        if (strcmp(section_names + sections[i].sh_name, ".text") == 0) text = &sections[i];
        if (sections[i].sh_type == SHT_SYMTAB) symbols = &sections[i];
    }
    if (text == NULL || symbols == NULL) fail("the program has no symbols");

    unsigned long base = 0;  // where the program is loaded: its first mapping
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps == NULL || fscanf(maps, "%lx", &base) != 1) fail("/proc/self/maps");
    fclose(maps);

    const Elf64_Sym *symbol = (const void *)(image + symbols->sh_offset);
    const char *names = image + sections[symbols->sh_link].sh_offset;
    size_t total = symbols->sh_size / sizeof *symbol;
    functions = mmap(NULL, total * sizeof *functions, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (functions == MAP_FAILED) fail("memory");
    for (size_t i = 0; i < total; i++)
        if (ELF64_ST_TYPE(symbol[i].st_info) == STT_FUNC && symbol[i].st_size > 0 && symbol[i].st_shndx == text - sections)
            functions[count++] = (Function){.address = base + symbol[i].st_value, .name = names + symbol[i].st_name};
    qsort(functions, count, sizeof *functions, by_address);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || functions[kept - 1].address != functions[i].address) functions[kept++] = functions[i];
    count = kept;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    output = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (output < 0) fail(path);
    unsigned long from = (base + text->sh_addr) & ~4095ul, to = (base + text->sh_addr + text->sh_size + 4095) & ~4095ul;
    if (mprotect((void *)from, to - from, PROT_READ | PROT_WRITE | PROT_EXEC) != 0) fail("mprotect");
    for (size_t i = 0; i < count; i++) functions[i].first_byte = *(unsigned char *)functions[i].address;
    struct sigaction action = {.sa_sigaction = on_breakpoint, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGTRAP, &action, NULL);
    signal(SIGUSR2, begin_anew);
    begin_anew(SIGUSR2);
}

#pragma once
#include <sqlite3.h>

/* sqlite3_db_config is variadic, which Swift can't call: one function for the one use. */
static inline int lakewright_no_checkpoint_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

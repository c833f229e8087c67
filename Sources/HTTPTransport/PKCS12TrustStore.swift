import Foundation

/// Reads the certificates of a PKCS #12 file with the OpenSSL that libcurl has brought into the process.
///
/// libcurl takes a client's certificate in this form, but not those to trust. OpenSSL's functions are looked up by name
/// at run time, so that the project links nothing more than libcurl; where libcurl uses another TLS library they are
/// missing, and the error says how to convert the file.
enum PKCS12TrustStore {
    private typealias Handle = UnsafeMutableRawPointer
    private typealias Read =
        @convention(c) (
            UnsafeMutablePointer<Handle?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int
        ) -> Handle?
    private typealias Parse =
        @convention(c) (
            Handle, UnsafePointer<CChar>?, UnsafeMutablePointer<Handle?>, UnsafeMutablePointer<Handle?>,
            UnsafeMutablePointer<Handle?>
        ) -> Int32
    private typealias Free = @convention(c) (Handle?) -> Void
    private typealias Count = @convention(c) (Handle?) -> Int32
    private typealias Element = @convention(c) (Handle?, Int32) -> Handle?
    private typealias Write = @convention(c) (Handle, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32

    /// Every certificate in the file, as PEM text.
    ///
    /// - Throws: ``HTTPTransportError/invalidConfiguration(_:)``.
    static func pem(path: String, password: Credential?) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HTTPTransportError.invalidConfiguration(
                "the trust store \(path) can't be read: check path and rights")
        }
        try CurlLibrary.initialise()
        guard let library = dlopen(nil, RTLD_NOW) else { throw conversion("OpenSSL isn't at hand") }
        defer { dlclose(library) }
        func find<Function>(_ name: String, _: Function.Type) throws -> Function {
            guard let symbol = dlsym(library, name) else { throw conversion("libcurl was built without OpenSSL") }
            return unsafeBitCast(symbol, to: Function.self)
        }
        let read = try find("d2i_PKCS12", Read.self)
        let parse = try find("PKCS12_parse", Parse.self)
        let free = try find("PKCS12_free", Free.self)
        let freeKey = try find("EVP_PKEY_free", Free.self)
        let freeCertificate = try find("X509_free", Free.self)
        let count = try find("OPENSSL_sk_num", Count.self)
        let element = try find("OPENSSL_sk_value", Element.self)
        let freeStack = try find("OPENSSL_sk_free", Free.self)
        let write = try find("i2d_X509", Write.self)

        let store = [UInt8](data).withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return read(nil, &start, buffer.count)
        }
        guard let store else {
            throw HTTPTransportError.invalidConfiguration("the trust store \(path) isn't a PKCS #12 file")
        }
        defer { free(store) }
        var key: Handle?
        var own: Handle?
        var others: Handle?
        guard parse(store, password?.reveal() ?? "", &key, &own, &others) == 1 else {
            throw conversion("the trust store \(path) can't be opened: its password is wrong or its encryption too old")
        }
        defer {
            freeKey(key)
            freeStack(others)
        }
        var certificates = own.map { [$0] } ?? []
        for index in 0..<max(0, count(others)) {
            if let certificate = element(others, index) { certificates.append(certificate) }
        }
        defer { certificates.forEach(freeCertificate) }
        guard !certificates.isEmpty else {
            throw HTTPTransportError.invalidConfiguration("the trust store \(path) holds no certificate")
        }
        return certificates.map { certificate in
            let length = Int(write(certificate, nil))
            let bytes = [UInt8](unsafeUninitializedCapacity: max(0, length)) { buffer, written in
                var start = buffer.baseAddress
                written = max(0, Int(write(certificate, &start)))
            }
            let text = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
            return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
        }.joined()
    }

    private static func conversion(_ reason: String) -> HTTPTransportError {
        .invalidConfiguration(
            "\(reason). Convert the file: openssl pkcs12 -in STORE.p12 -nokeys -out STORE.pem, and name STORE.pem")
    }
}

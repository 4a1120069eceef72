import Contract
import Secrets
import Testing

@Suite("Hashes that others made") struct ImportedHashTests {
    /// Made by Python's hashlib and crypt, and by OpenSSL.
    private static let hashes: [(String, JSON)] = [
        (
            "md5",
            [
                "algorithm": "md5", "hash": ["value": "c139d3d9f9935b9d100f61d8d2bc69b5", "encoding": "hex"],
                "salt": ["value": "NaCl"],
            ]
        ),
        (
            "sha1",
            [
                "algorithm": "sha1", "hash": ["value": "61dbc5621862a9e3f610a79296fe5a052e85b67c", "encoding": "hex"],
                "salt": ["value": "NaCl"],
            ]
        ),
        (
            "sha256",
            [
                "algorithm": "sha256",
                "hash": [
                    "value": "f5a15cc9db50ad56d06de077ea180ff01798fbe147e064dc0d107340a7939b8a", "encoding": "hex",
                ], "salt": ["value": "NaCl"],
            ]
        ),
        (
            "sha512",
            [
                "algorithm": "sha512",
                "hash": [
                    "value":
                        "e2483f6961afef233be1f04adc7e66ec96d557ba4120f90b58b18e361b11ffe2a51d2581329eb19a821f62f6e374aa5b8808d3b9e49ddfd7324a3ea404595cfe",
                    "encoding": "hex",
                ], "salt": ["value": "NaCl"],
            ]
        ),
        (
            "md5 upper suffix b64salt",
            [
                "algorithm": "md5", "hash": ["value": "6E1CEFF200902AB0F20E48691DC95081", "encoding": "hex"],
                "salt": ["value": "TmFDbA==", "encoding": "base64", "position": "suffix"],
            ]
        ),
        (
            "sha256 ucs2",
            [
                "algorithm": "sha256",
                "hash": ["value": "U2VdGm4PWBS2HdSIm59o8MqAqKiy7Z2fvuCAHGsjmo0=", "encoding": "base64"],
                "password": ["encoding": "ucs2"],
            ]
        ),
        (
            "sha1 latin1",
            [
                "algorithm": "sha1", "hash": ["value": "b9dfbcf0708aac5548cd8c80c2d258484ec0b942", "encoding": "utf8"],
                "password": ["encoding": "latin1"],
            ]
        ),
        (
            "hmac",
            [
                "algorithm": "hmac",
                "hash": [
                    "value":
                        "f7094214bfd6c742f7f9a3219b8e0afca1b33de108daf817c0429b1619e97a8bcde618a646541f75c5d8aff9cb49057f",
                    "encoding": "hex", "digest": "sha384", "key": ["value": "6b6579", "encoding": "hex"],
                ],
            ]
        ),
        (
            "pbkdf2",
            [
                "algorithm": "pbkdf2",
                "hash": [
                    "value":
                        "$pbkdf2-sha512$i=1000,l=64$TmFDbA$6nsLwLna9UdG3jNybZNWgc56/SAM+LyFNhTgcAgszsybokUy+eF9WKGOo+9zj4nscfGzT9aUc0Vy78GZPTejmQ",
                    "encoding": "utf8",
                ],
            ]
        ),
        (
            "scrypt",
            [
                "algorithm": "scrypt",
                "hash": [
                    "value": "462b7981d4192a859d9861e68b35ca73648ae1e0814783d20ae4c2e1129dc0b3", "encoding": "hex",
                ], "salt": ["value": "NaCl"], "keylen": 32, "cost": 1024, "blockSize": 4, "parallelization": 2,
            ]
        ),
        (
            "ldap ssha",
            ["algorithm": "ldap", "hash": ["value": "{SSHA}nQfoJJ/FmQN1Vq1sJz8xgXi++E1OYUNs", "encoding": "utf8"]]
        ),
        (
            "ldap crypt",
            [
                "algorithm": "ldap",
                "hash": [
                    "value":
                        "{CRYPT}$6$rounds=1000$NaClNaCl$KemEDf2c2GMVP7H6AFh9ybjTS0w5tuCkrtPVg1/pyjLOkaBITqwwTWb8SFPamfU62C6ku/XfTCk/8nGWGF8G1."
                ],
            ]
        ),
        (
            "bcrypt",
            ["algorithm": "bcrypt", "hash": ["value": "$2b$04$abcdefghijklmnopqrstuuYsW0SRQS3I3yG94qj43EexLGKHn8A0m"]]
        ),
        (
            "hmac md4",
            [
                "algorithm": "hmac",
                "hash": [
                    "value": "9ec69a45ce431b0c79b5a34ded299bd6", "encoding": "hex", "digest": "md4",
                    "key": ["value": "key"],
                ],
            ]
        ),
        (
            "hmac ripemd160",
            [
                "algorithm": "hmac",
                "hash": [
                    "value": "b83733700336cfc5cfd10b594793a611e1f216cb", "encoding": "hex", "digest": "ripemd160",
                    "key": ["value": "key"],
                ],
            ]
        ),
        (
            "hmac whirlpool",
            [
                "algorithm": "hmac",
                "hash": [
                    "value":
                        "c560705fd752b1f58933bc9d39b3825fd4575a1cf46d0b74b21b7cca9b14a758766793472ea819e15b1dd371b022e917ce8ca7e6bab2fc5022b05c7c533378c2",
                    "encoding": "hex", "digest": "whirlpool", "key": ["value": "key"],
                ],
            ]
        ),
        (
            "md4",
            [
                "algorithm": "md4", "hash": ["value": "4f5af23432949bc28c9f9941eb02e021", "encoding": "hex"],
                "salt": ["value": "NaCl"],
            ]
        ),
    ]

    @Test(arguments: hashes) func areVerified(_ name: String, _ json: JSON) throws {
        let hash = try ImportedPasswordHash(json)
        #expect(hash.verify("P\u{e4}ssword-1"), "\(name)")
        for wrong in ["P\u{e4}ssword-2", "", "password", "p\u{e4}ssword-1"] { #expect(!hash.verify(wrong), "\(name)") }
    }

    /// Made by the reference implementation's command.
    @Test(arguments: [
        "$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$ymbJeh3BeMJl6rOnmK0xH+xCRSexWA1w",
        "$argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$X4zDVAytF0Zy7jzUmNopKUmi0N2ERJW0",
    ])
    func argon2IsVerified(_ value: String) throws {
        let hash = try ImportedPasswordHash(["algorithm": "argon2", "hash": ["value": .string(value)]])
        #expect(hash.verify("password") && !hash.verify("Password"))
    }

    @Test(
        arguments: [
            [:], ["algorithm": "md5"], ["algorithm": "md6", "hash": ["value": "00"]],
            ["algorithm": "md5", "hash": ["value": "0g", "encoding": "hex"]],
            ["algorithm": "md5", "hash": ["value": "00", "encoding": "octal"]],
            ["algorithm": "hmac", "hash": ["value": "00", "encoding": "hex", "digest": "sha1"]],
            ["algorithm": "scrypt", "hash": ["value": "00", "encoding": "hex"], "salt": ["value": "a"]],
            ["algorithm": "scrypt", "hash": ["value": "00", "encoding": "hex"], "keylen": 1, "cost": 1000],
            ["algorithm": "scrypt", "hash": ["value": "00", "encoding": "hex"], "keylen": 1, "cost": 16_777_216],
            ["algorithm": "pbkdf2", "hash": ["value": "$pbkdf2-sha512$i=0$AAAA$AAAA"]],
            ["algorithm": "pbkdf2", "hash": ["value": "$pbkdf2-sha3000$i=1$AAAA$AAAA"]],
            ["algorithm": "ldap", "hash": ["value": "{ROT13}AAAA"]],
            ["algorithm": "ldap", "hash": ["value": "{SSHA}AAAA"]],
            ["algorithm": "bcrypt", "hash": ["value": "$2b$10$short"]],
            ["algorithm": "md5", "hash": ["value": "00"], "colour": "green"],
        ] as [JSON])
    func othersAreRefused(_ json: JSON) {
        #expect(throws: ImportedPasswordHash.Problem.self) { _ = try ImportedPasswordHash(json) }
    }
}

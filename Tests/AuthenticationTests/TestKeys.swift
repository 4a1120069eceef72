/// A key that is used nowhere but in tests.
enum TestKeys {
    static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQCsWmuSZ64um30j
        CUttHkI/GXvqLPseHu0uo5fgaoeNWessCNntUWtvsL1n4oxdUfk2+At0GwK+S8ET
        NXSXHpeiWLa7RENhwwdcfQ8DG/sIcZph9nglwjt8xp4y78dZ3y0LEguXPSGNQIw0
        FvsevG3KG23FVuEtQOF65uBAIWoYbMgrP7ZOS9Cn1CCPcsj18pb+4/4W+kdLMzK0
        J4Pee9jLqEQ3TQSs0FIe1tlVYVevReCFGQtxzp1hc33a5DOAhDb8KSDA8lPVTX+7
        gOUx1AfBR+JoqX0KxjFmB49WDyvIHve9AfL+DUBFoVhJzQIqJG9kxBWKw/6Rk2X+
        94inWkZVAgMBAAECggEAHc43OybV7vZxwgzZ7+FjOHFKRhmIRdG4V6/v1F3n2jB6
        JG/VbB5/810/rAb4Gi1SaUilBmujYlBMb+t3IaknNOqdky3/bxkgnUR9Q57jnzay
        KY3LglAgJHhepFVmBqs7KWZx/bITKs/GTz3IKK0SWXi713wqTb6iH7RshHqi0903
        alLO2M/4Ocxz5ooynZTjT/N+VpHPuC9Xtyl3aknJ0AlSYSQVxaxTANcfAWMBjXsQ
        aLrMV8TNEj81b1C8YqLxmTce23soIyKRAJl907qbgqGggNEqPsMw/xhMUrnsbo5F
        a8K0tOES+Rjl986UrG2MQgyXU7tBZezsmpgnb4bUQwKBgQDUuer7ABnHINUnnKe5
        aCSpm+EaLMmcjTnpssVb/FmmBNP+nqGXJ4mU+Npyq2hmj3W6OOXxNqGl7I+78FUD
        vvzL/oRmPVQyUGy0zrMB9tex6wOzHtxpJGAUG5h0X/DG1UvewpWMy19AOIG5SRj5
        n1jFW0FJI3DMgJvPJnv5Xb6L5wKBgQDPagHoxa2mDjEc9CVxV4lxc1jDUaxXKrut
        zcb5o+BxU5gN7eforOHNAz4xGLh9Gg/Tz7C+/F3iZG2VsyuAaLHSSBxgA25X8wX9
        6dhqTRR/u23G/WqSCzUR+qK1kFId922N3rGkps8eDjAkhsiwwQv0233SE8JZA9j7
        YkwC8d70YwKBgQCrZJxZ3Wvnj6GOB97vOGSJr0k/sKREGVl23I29HmYQqEUyGhdx
        1O459AL1bvtv3tho0R0bKvw01pO8RdgJa6D8rzV3tqQW4cukJgH+bCa/d+4ELLJD
        mIY8zTsZUI+LdCFr+nVJ+jXlZWHHqoiP3v5EDNFeH0rryhc/YO90LD6xMwKBgQCo
        RKgn37dw8DKH+solmY63q4xnaOsYDGMWLcsu2/RJ/DdvlYJ/EUJewDLEQfnqBCqy
        +9u4FaVU9YSx3hl8o3Mf1cCvZBkw4MgLppscIkxvE++LcCv1L4Jug5ddFSiJhyIp
        5nDX0zxUdc440+AdBYBdtXPt6nnRHX3681QXT4JBYQKBgQCK6Pkxj8YyglnmHW9C
        CGakk2XgxkMfDRWPFDnTodYsxeZeW0uAUWVnZ8Nz5YEFM3qOYnf2DSXC0vs0z6qN
        4saGHohPP9V0BSx5sRBIong5XkLwrt+P+slUMkhacKgh2eoiOw8WpVkgIXVK6PeC
        W3rqknaAlBE73kCg83wXu7SXcQ==
        -----END PRIVATE KEY-----
        """

    static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArFprkmeuLpt9IwlLbR5C
        Pxl76iz7Hh7tLqOX4GqHjVnrLAjZ7VFrb7C9Z+KMXVH5NvgLdBsCvkvBEzV0lx6X
        oli2u0RDYcMHXH0PAxv7CHGaYfZ4JcI7fMaeMu/HWd8tCxILlz0hjUCMNBb7Hrxt
        yhttxVbhLUDheubgQCFqGGzIKz+2TkvQp9Qgj3LI9fKW/uP+FvpHSzMytCeD3nvY
        y6hEN00ErNBSHtbZVWFXr0XghRkLcc6dYXN92uQzgIQ2/CkgwPJT1U1/u4DlMdQH
        wUfiaKl9CsYxZgePVg8ryB73vQHy/g1ARaFYSc0CKiRvZMQVisP+kZNl/veIp1pG
        VQIDAQAB
        -----END PUBLIC KEY-----
        """
}

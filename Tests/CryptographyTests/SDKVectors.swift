/// Published test material of ZATCA's SDK (R3.3.3 and R3.4.8, `Data/Certificates`) and sandbox
/// OpenAPI 2.1.0.
///
/// The key is public: it must never be used outside tests.
enum SDKVectors {
    /// `cert.pem`, bare base64.
    static let certificateBase64 = [
        "MIID3jCCA4SgAwIBAgITEQAAOAPF90Ajs/xcXwABAAA4AzAKBggqhkjOPQQDAjBiMRUwEwYKCZImiZPyLGQBGRYF",
        "bG9jYWwxEzARBgoJkiaJk/IsZAEZFgNnb3YxFzAVBgoJkiaJk/IsZAEZFgdleHRnYXp0MRswGQYDVQQDExJQUlpF",
        "SU5WT0lDRVNDQTQtQ0EwHhcNMjQwMTExMDkxOTMwWhcNMjkwMTA5MDkxOTMwWjB1MQswCQYDVQQGEwJTQTEmMCQG",
        "A1UEChMdTWF4aW11bSBTcGVlZCBUZWNoIFN1cHBseSBMVEQxFjAUBgNVBAsTDVJpeWFkaCBCcmFuY2gxJjAkBgNV",
        "BAMTHVRTVC04ODY0MzExNDUtMzk5OTk5OTk5OTAwMDAzMFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEoWCKa0Sa9FIE",
        "rTOv0uAkC1VIKXxU9nPpx2vlf4yhMejy8c02XJblDq7tPydo8mq0ahOMmNo8gwni7Xt1KT9UeKOCAgcwggIDMIGt",
        "BgNVHREEgaUwgaKkgZ8wgZwxOzA5BgNVBAQMMjEtVFNUfDItVFNUfDMtZWQyMmYxZDgtZTZhMi0xMTE4LTliNTgt",
        "ZDlhOGYxMWU0NDVmMR8wHQYKCZImiZPyLGQBAQwPMzk5OTk5OTk5OTAwMDAzMQ0wCwYDVQQMDAQxMTAwMREwDwYD",
        "VQQaDAhSUlJEMjkyOTEaMBgGA1UEDwwRU3VwcGx5IGFjdGl2aXRpZXMwHQYDVR0OBBYEFEX+YvmmtnYoDf9BGbKo",
        "7ocTKYK1MB8GA1UdIwQYMBaAFJvKqqLtmqwskIFzVvpP2PxT+9NnMHsGCCsGAQUFBwEBBG8wbTBrBggrBgEFBQcw",
        "AoZfaHR0cDovL2FpYTQuemF0Y2EuZ292LnNhL0NlcnRFbnJvbGwvUFJaRUludm9pY2VTQ0E0LmV4dGdhenQuZ292",
        "LmxvY2FsX1BSWkVJTlZPSUNFU0NBNC1DQSgxKS5jcnQwDgYDVR0PAQH/BAQDAgeAMDwGCSsGAQQBgjcVBwQvMC0G",
        "JSsGAQQBgjcVCIGGqB2E0PsShu2dJIfO+xnTwFVmh/qlZYXZhD4CAWQCARIwHQYDVR0lBBYwFAYIKwYBBQUHAwMG",
        "CCsGAQUFBwMCMCcGCSsGAQQBgjcVCgQaMBgwCgYIKwYBBQUHAwMwCgYIKwYBBQUHAwIwCgYIKoZIzj0EAwIDSAAw",
        "RQIhALE/ichmnWXCUKUbca3yci8oqwaLvFdHVjQrveI9uqAbAiA9hC4M8jgMBADPSzmd2uiPJA6gKR3LE03U75eq",
        "bC/rXA==",
    ].joined()

    /// `ec-secp256k1-priv-key.pem`, bare base64 of a SEC 1 key.
    static let privateKeySEC1Base64 = [
        "MHQCAQEEIL14JV+5nr/sE8Sppaf2IySovrhVBtt8+yz+g4NRKyz8oAcGBSuBBAAKoUQDQgAEoWCKa0Sa9FIErTOv",
        "0uAkC1VIKXxU9nPpx2vlf4yhMejy8c02XJblDq7tPydo8mq0ahOMmNo8gwni7Xt1KT9UeA==",
    ].joined()

    static let certificateDigest =
        "ZDMwMmI0MTE1NzVjOTU2NTk4YzVlODhhYmI0ODU2NDUyNTU2YTVhYjhhMDFmN2FjYjk1YTA2OWQ0NjY2MjQ4NQ=="
    static let issuer = "CN=PRZEINVOICESCA4-CA, DC=extgazt, DC=gov, DC=local"
    static let serial = "379112742831380471835263969587287663520528387"
    /// QR tag 8.
    static let spkiHex = [
        "3056301006072a8648ce3d020106052b8104000a03420004a1608a6b449af45204ad33afd2e0240b5548297c",
        "54f673e9c76be57f8ca131e8f2f1cd365c96e50eaeed3f2768f26ab46a138c98da3c8309e2ed7b75293f5478",
    ].joined()
    /// QR tag 9.
    static let authoritySignatureHex = [
        "3045022100b13f89c8669d65c250a51b71adf2722f28ab068bbc574756342bbde23dbaa01b02203d842e0cf2",
        "380c0400cf4b399ddae88f240ea0291dcb134dd4ef97aa6c2feb5c",
    ].joined()

    /// The request of the OpenAPI example for `POST /compliance`; made with the SDK's key.
    static let requestPEM = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIICFTCCAbwCAQAwdTELMAkGA1UEBhMCU0ExFjAUBgNVBAsMDVJpeWFkaCBCcmFu
        Y2gxJjAkBgNVBAoMHU1heGltdW0gU3BlZWQgVGVjaCBTdXBwbHkgTFREMSYwJAYD
        VQQDDB1UU1QtODg2NDMxMTQ1LTM5OTk5OTk5OTkwMDAwMzBWMBAGByqGSM49AgEG
        BSuBBAAKA0IABKFgimtEmvRSBK0zr9LgJAtVSCl8VPZz6cdr5X+MoTHo8vHNNlyW
        5Q6u7T8naPJqtGoTjJjaPIMJ4u17dSk/VHiggecwgeQGCSqGSIb3DQEJDjGB1jCB
        0zAhBgkrBgEEAYI3FAIEFAwSWkFUQ0EtQ29kZS1TaWduaW5nMIGtBgNVHREEgaUw
        gaKkgZ8wgZwxOzA5BgNVBAQMMjEtVFNUfDItVFNUfDMtZWQyMmYxZDgtZTZhMi0x
        MTE4LTliNTgtZDlhOGYxMWU0NDVmMR8wHQYKCZImiZPyLGQBAQwPMzk5OTk5OTk5
        OTAwMDAzMQ0wCwYDVQQMDAQxMTAwMREwDwYDVQQaDAhSUlJEMjkyOTEaMBgGA1UE
        DwwRU3VwcGx5IGFjdGl2aXRpZXMwCgYIKoZIzj0EAwIDRwAwRAIgSGT0qBBzLRG8
        IKOfzR5/O9KEbpp8mg7WejRYefCY7uQCIFZ0tSmz302nf/tj4WaqmV07MjeUdVuo
        RIrJKbLmQfS7
        -----END CERTIFICATE REQUEST-----

        """

    /// Value of the request's subjectAltName.
    static let sanExtensionHex = [
        "3081a2a4819f30819c313b303906035504040c32312d5453547c322d5453547c332d65643232663164382d65",
        "3661322d313131382d396235382d643961386631316534343566311f301d060a0992268993f22c6401010c0f",
        "333939393939393939393030303033310d300b060355040c0c04313130303111300f060355041a0c08525252",
        "4432393239311a3018060355040f0c11537570706c792061637469766974696573",
    ].joined()
    /// Value of the request's template extension.
    static let templateExtensionHex = [
        "0c125a415443412d436f64652d5369676e696e67"
    ].joined()

    /// `binarySecurityToken` of the same call's answer.
    static let complianceToken = [
        "TUlJQ1BUQ0NBZU9nQXdJQkFnSUdBWXp6Z0VoTk1Bb0dDQ3FHU000OUJBTUNNQlV4RXpBUkJnTlZCQU1NQ21WSmJu",
        "WnZhV05wYm1jd0hoY05NalF3TVRFd01UTXhNVFUwV2hjTk1qa3dNVEE1TWpFd01EQXdXakIxTVFzd0NRWURWUVFH",
        "RXdKVFFURVdNQlFHQTFVRUN3d05VbWw1WVdSb0lFSnlZVzVqYURFbU1DUUdBMVVFQ2d3ZFRXRjRhVzExYlNCVGNH",
        "VmxaQ0JVWldOb0lGTjFjSEJzZVNCTVZFUXhKakFrQmdOVkJBTU1IVlJUVkMwNE9EWTBNekV4TkRVdE16azVPVGs1",
        "T1RrNU9UQXdNREF6TUZZd0VBWUhLb1pJemowQ0FRWUZLNEVFQUFvRFFnQUVvV0NLYTBTYTlGSUVyVE92MHVBa0Mx",
        "VklLWHhVOW5QcHgydmxmNHloTWVqeThjMDJYSmJsRHE3dFB5ZG84bXEwYWhPTW1Obzhnd25pN1h0MUtUOVVlS09C",
        "d1RDQnZqQU1CZ05WSFJNQkFmOEVBakFBTUlHdEJnTlZIUkVFZ2FVd2dhS2tnWjh3Z1p3eE96QTVCZ05WQkFRTU1q",
        "RXRWRk5VZkRJdFZGTlVmRE10WldReU1tWXhaRGd0WlRaaE1pMHhNVEU0TFRsaU5UZ3RaRGxoT0dZeE1XVTBORFZt",
        "TVI4d0hRWUtDWkltaVpQeUxHUUJBUXdQTXprNU9UazVPVGs1T1RBd01EQXpNUTB3Q3dZRFZRUU1EQVF4TVRBd01S",
        "RXdEd1lEVlFRYURBaFNVbEpFTWpreU9URWFNQmdHQTFVRUR3d1JVM1Z3Y0d4NUlHRmpkR2wyYVhScFpYTXdDZ1lJ",
        "S29aSXpqMEVBd0lEU0FBd1JRSWhBSUY4akljeHp2Q3lxVURUcDVPbXY3MlVweFBBTG1vUnl0OURZMjRqV21CUUFp",
        "QTBiYVo2WXJwcDV5SjRhaG9vb1czK09hOGtrYjMxZXZBb0hkdmdEODA2M3c9PQ==",
    ].joined()

    /// What is inside.
    static let complianceCertificateBase64 = [
        "MIICPTCCAeOgAwIBAgIGAYzzgEhNMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmVJbnZvaWNpbmcwHhcNMjQwMTEw",
        "MTMxMTU0WhcNMjkwMTA5MjEwMDAwWjB1MQswCQYDVQQGEwJTQTEWMBQGA1UECwwNUml5YWRoIEJyYW5jaDEmMCQG",
        "A1UECgwdTWF4aW11bSBTcGVlZCBUZWNoIFN1cHBseSBMVEQxJjAkBgNVBAMMHVRTVC04ODY0MzExNDUtMzk5OTk5",
        "OTk5OTAwMDAzMFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEoWCKa0Sa9FIErTOv0uAkC1VIKXxU9nPpx2vlf4yhMejy",
        "8c02XJblDq7tPydo8mq0ahOMmNo8gwni7Xt1KT9UeKOBwTCBvjAMBgNVHRMBAf8EAjAAMIGtBgNVHREEgaUwgaKk",
        "gZ8wgZwxOzA5BgNVBAQMMjEtVFNUfDItVFNUfDMtZWQyMmYxZDgtZTZhMi0xMTE4LTliNTgtZDlhOGYxMWU0NDVm",
        "MR8wHQYKCZImiZPyLGQBAQwPMzk5OTk5OTk5OTAwMDAzMQ0wCwYDVQQMDAQxMTAwMREwDwYDVQQaDAhSUlJEMjky",
        "OTEaMBgGA1UEDwwRU3VwcGx5IGFjdGl2aXRpZXMwCgYIKoZIzj0EAwIDSAAwRQIhAIF8jIcxzvCyqUDTp5Omv72U",
        "pxPALmoRyt9DY24jWmBQAiA0baZ6Yrpp5yJ4ahoooW3+Oa8kkb31evAoHdvgD8063w==",
    ].joined()
    static let complianceSerial = "1704892319821"
    static let complianceDigest =
        "ZjRkZjViNTFhNzYyOWEwOWFmODQ1NWNiYWM1OTI0OGJjZmExMDNiMTI4MmQzYmFjMDc0ODg0MmNhNGU3NGVlYw=="

    /// Invoice hashes of the SDK's samples and the signatures over them.
    static let stamps: [(hash: String, signature: String)] = [
        (
            "Hss2gNFjBY5OJn/5CEVZSSNUMrSf4QlCMxwsioPN6fA=",
            "MEUCIQCs+DNQ1vlz7JoovA7JRjakn4tUs0JlCcAoJNh/J65F"
                + "HwIgKppt2+DfcLXtKQ6yR49tcVydgs/MSY2yV9vATzcpUq4="
        ),
        (
            "f+0WCqnPkInI+eL9G3LAry12fTPf+toC9UX07F4fI+s=",
            "MEUCIBxyR8rc4K8728wdSF4XSDqPs+rIL+3TFh9m+aNxQPtS"
                + "AiEA6cHapItvp13yMSu66NbOg2CpomHwUSnYJ9h6uGQ65aY="
        ),
        (
            "9Oe8T2GExadhc6YapRFOeYsPnABHSE5oO5r8q02hOx0=",
            "MEQCIGrX8qlUWQhj4TQV0/DLUdKscMnX/u2IouL6HiJwHTG5"
                + "AiAefx9DnUfMuEqFZ2iVVE5VaP8nGXL6GDEq6Yj3tyqRLQ=="
        ),
        (
            "Nqs0X63DCmNTL6hFDtTJCtxXcC3hQcNX7QSGqVPMoI0=",
            "MEUCIAIfBXPf0jHMjdoc6xB4iDt/W3JcFlVONU//3uUUv/1G"
                + "AiEAwrbsUD9QGtuT90geO2+cw3udFe+cxAXXNkx+TQ0vGUY="
        ),
        (
            "vLGQoYNoM3tf1XAxKpoNTSz/8pkdidXy47HWh0VQmu8=",
            "MEQCIFiRf9banfeZXEf8CY4MTf1mRcQlmzA1Zht0Ak5Guy1m"
                + "AiBoLXid61KAENoGhwv2fhyKr350M0mWXiNRNLAG9eaEUA=="
        ),
    ]
}

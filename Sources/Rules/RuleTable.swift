/// What is known of each rule besides its words: id, severity, stage, state, whom it applies to,
/// and the terms it is about.
///
/// The facts are those of release R3.4.8; the order is of no matter.
enum RuleTable {
    static let text = european + "\n" + saudi

    static let european = """
        BR-52 warning european live all BT-122
        BR-31 error european structural document-allowance BT-92
        BR-32 error european live document-allowance BT-95
        BR-DEC-01 warning european live document-allowance BT-92
        BR-DEC-02 warning european live document-allowance BT-93
        BR-36 warning european structural document-charge BT-99
        BR-37 warning european live document-charge BT-102
        BR-DEC-06 warning european live document-charge BT-100
        BR-DEC-05 warning european live document-charge BT-99
        BR-43 warning european structural line-charge BT-141
        BR-DEC-27 warning european live line-charge BT-141
        BR-DEC-28 warning european live line-charge BT-142
        BR-13 warning european live all BT-109
        BR-14 error european live all BT-112
        BR-15 error european structural all BT-115
        BR-CO-10 warning european live all BT-106
        BR-CO-11 error european live all BT-107
        BR-CO-12 error european live all BT-108
        BR-CO-13 warning european live all BT-109
        BR-CO-16 warning european live all BT-115
        BR-DEC-09 warning european live all BT-106
        BR-DEC-10 warning european live all BT-107
        BR-DEC-11 warning european live all BT-108
        BR-DEC-12 warning european live all BT-109
        BR-DEC-14 warning european live all BT-112
        BR-DEC-16 warning european live all BT-113
        BR-DEC-17 warning european live all BT-114
        BR-DEC-18 warning european live all BT-115
        BR-02 warning european live all BT-1
        BR-KSA-F-06-C1 warning european live all BT-1
        BR-KSA-F-06-C2 warning european live all BT-22
        BR-03 error european structural all BT-2
        BR-04 error european live all BT-3
        BR-05 error european live all BT-5
        BR-06 warning european live all BT-27
        BR-KSA-F-06-C10 warning european live all BT-27
        BR-KSA-F-06-C8 warning european live all BT-39
        BR-08 warning european live all BG-5
        BR-KSA-F-06-C27 warning european live all BT-54
        BR-16 error european structural all BG-25
        BR-53 warning european live all BT-111
        BR-KSA-F-06-C17 error european live all BT-126
        BR-KSA-F-06-C30 warning european live all BT-156
        BR-KSA-F-06-C31 warning european live all BT-155
        BR-KSA-F-06-C20 warning european live all BT-157
        BR-CO-15 error european live all BT-112
        BR-CO-18 error european live all BG-23
        BR-E-01 warning european live exempt BT-118
        BR-O-01 warning european live out-of-scope BT-118
        BR-S-01 warning european live standard-rated BT-118
        BR-Z-01 warning european live zero-rated BT-118
        BR-Z-07 error european live zero-rated BT-103
        BR-E-07 error european live exempt BT-103
        BR-KSA-F-06-C18 warning european live all BT-130
        BR-KSA-F-06-C19 warning european live all BT-153
        BR-KSA-F-C-01 warning european live all BT-153
        BR-21 warning european live all BT-126
        BR-22 error european live all BT-129
        BR-24 error european structural all BT-131
        BR-25 warning european live all BT-153
        BR-26 error european live all BT-146
        BR-CO-04 error european live all BT-151
        BR-DEC-23 warning european live all BT-131
        BR-41 error european dead line-allowance BT-136
        BR-DEC-24 warning european dead line-allowance BT-136
        BR-DEC-25 warning european dead line-allowance BT-137
        BR-54 error european live all BT-160 BT-161
        BR-49 warning european structural standard BT-81
        BR-55 error european live all BT-25
        BR-09 warning european live all BT-40
        BR-CO-14 error european live all BT-110
        BR-45 error european live all BT-116
        BR-46 error european structural all BT-117
        BR-47 error european live all BT-118
        BR-48 error european live not-out-of-scope BT-119
        BR-CO-17 warning european live all BT-117
        BR-DEC-19 warning european live all BT-116
        BR-DEC-20 warning european live all BT-117
        BR-E-08 warning european live exempt BT-116
        BR-E-09 error european live exempt BT-117
        BR-O-08 warning european live out-of-scope BT-116
        BR-O-09 error european live out-of-scope BT-117
        BR-Z-08 warning european live zero-rated BT-116
        BR-Z-09 error european live zero-rated BT-117
        BR-E-06 error european live exempt BT-96
        BR-E-05 error european live exempt BT-152
        BR-S-08 warning european live standard-rated BT-116
        BR-S-09 warning european live standard-rated BT-117
        BR-S-10 warning european live standard-rated BT-120 BT-121
        BR-S-06 error european live standard-rated BT-96
        BR-S-07 warning european live standard-rated BT-103
        BR-Z-06 error european live zero-rated BT-96
        BR-Z-05 error european live zero-rated BT-152
        BR-DEC-13 warning european live all BT-110
        BR-DEC-15 warning european live all BT-111
        BR-CL-01 error european live all BT-3
        BR-CL-03 error european live all
        BR-CL-04 error european live all BT-5
        BR-CL-05 error european live all BT-6
        BR-CL-14 warning european live all BT-40 BT-55
        BR-CL-16 warning european live all BT-81
        BR-CL-18 error european live all BT-95 BT-102 BT-118 BT-151 KSA-33
        BR-S-05 warning european live standard-rated BT-152
        """

    static let saudi = """
        BR-KSA-F-06-C3 warning saudi live all BT-13
        BR-KSA-98 warning saudi live simplified BT-2 KSA-25
        BR-KSA-F-06-C5 warning saudi live all BT-12
        BR-KSA-03 error saudi live all KSA-1
        BR-KSA-27 warning saudi live simplified KSA-14
        BR-CL-KSA-14 error saudi live all KSA-14
        BR-KSA-33 error saudi live all KSA-16
        BR-KSA-92 error saudi live b2g BT-12
        BR-KSA-34 error saudi live all KSA-16
        BR-CUSTOM-VALIDATION-01 error saudi live all BT-31 BT-48
        BR-KSA-39 error saudi live all BT-31
        BR-KSA-08 warning saudi live all BT-29 BT-29-1
        BR-KSA-61 warning saudi live all KSA-13
        BR-KSA-68 error saudi live all BT-6
        BR-KSA-CL-06 warning saudi live charge BT-105 BT-145
        BR-KSA-70 error saudi live all KSA-25
        BR-KSA-80 warning saudi live prepayment BT-113 KSA-31 KSA-32
        BR-KSA-79 warning saudi live all KSA-32
        BR-KSA-74 error saudi live prepayment KSA-30
        BR-KSA-82 error saudi live prepayment BT-131 KSA-11 KSA-12 BT-146 BT-136 BT-141
        BR-KSA-73 warning saudi live prepayment KSA-26 KSA-28 KSA-29 KSA-30
        BR-KSA-75 warning saudi live prepayment KSA-31 KSA-32 KSA-33 KSA-34
        BR-KSA-DEC-06 warning saudi live prepayment KSA-31 KSA-32
        BR-KSA-76 warning saudi live prepayment KSA-34
        BR-KSA-77 warning saudi live prepayment KSA-34
        BR-KSA-78 warning saudi live prepayment KSA-34
        BR-KSA-49 error saudi live zero-rated-edu-hea BT-46 BT-46-1
        BR-KSA-04 error saudi live all BT-2
        BR-KSA-05 error saudi live all BT-3
        BR-KSA-06 error saudi live all KSA-2
        BR-KSA-F-06-C40 warning saudi live all KSA-2
        BR-KSA-F-08 warning saudi live all BT-29 BT-46
        BR-KSA-F-09 warning saudi live all BT-29 BT-46
        BR-KSA-F-12 warning saudi live all BT-29-1 BT-46-1
        BR-KSA-F-13 warning saudi live all BT-29 BT-46
        BR-KSA-14 error saudi live all BT-46-1
        BR-KSA-F-07 warning saudi live all BT-46
        BR-KSA-F-10 warning saudi live all BT-46
        BR-KSA-F-11 warning saudi live all BT-46
        BR-KSA-F-06-C4 warning saudi live all BT-35
        BR-KSA-09 warning saudi live all BT-35 KSA-17 BT-37 BT-38 KSA-3 BT-40
        BR-KSA-F-06-C11 warning saudi live all BT-51
        BR-KSA-F-06-C7 warning saudi live all BT-37
        BR-KSA-F-06-C6 warning saudi live all BT-36
        BR-KSA-66 warning saudi live all BT-38
        BR-KSA-26 warning saudi live all KSA-13
        BR-KSA-28 error saudi live simplified KSA-15
        BR-KSA-29 warning saudi live simplified KSA-15
        BR-KSA-30 error saudi live simplified KSA-15
        BR-KSA-35 warning saudi live all KSA-5 KSA-24
        BR-KSA-36 warning saudi live all KSA-5 KSA-24
        BR-KSA-37 warning saudi live all KSA-17
        BR-KSA-40 error saudi live all BT-31
        BR-KSA-42 warning saudi live standard BT-44
        BR-KSA-51 warning saudi live all KSA-12
        BR-KSA-18 error saudi live all BT-95 BT-102 BT-118 BT-151 KSA-33
        BR-KSA-F-06-C16 warning saudi live z-e-o-breakdown BT-120
        BR-KSA-63 warning saudi live standard-saudi-buyer BT-50 KSA-18 BT-53 BT-52 KSA-4 BT-55
        BR-KSA-F-06-C28 warning saudi live standard-saudi-buyer KSA-4
        BR-KSA-F-06-C29 warning saudi live standard-saudi-buyer KSA-4
        BR-KSA-F-06-C9 warning saudi live saudi-buyer KSA-3
        BR-KSA-67 warning saudi live standard-saudi-buyer BT-53
        BR-KSA-72 error saudi live simplified-summary KSA-5 KSA-24
        BR-KSA-52 error saudi live standard KSA-11
        BR-KSA-F-06-C23 warning saudi live standard BT-50
        BR-KSA-F-06-C25 warning saudi live standard BT-52
        BR-KSA-F-06-C32 warning saudi live simplified BT-44
        BR-KSA-F-06-C12 warning saudi live standard BT-44
        BR-KSA-53 error saudi live standard KSA-12
        BR-KSA-F-06-C14 warning saudi live all KSA-22
        BR-KSA-F-06-C24 warning saudi live simplified BT-50
        BR-KSA-F-06-C26 warning saudi live all BT-52
        BR-KSA-16 warning saudi live all BT-81
        BR-KSA-10 warning saudi live standard BT-50 BT-52 BT-55
        BR-KSA-F-06-C15 warning saudi live all BT-84
        BR-KSA-15 warning saudi live standard-invoice KSA-5
        BR-KSA-17 error saudi live credit-debit KSA-10
        BR-KSA-F-06-C13 warning saudi live credit-debit KSA-10
        BR-KSA-56 warning saudi live credit-debit BT-25
        BR-KSA-F-06-C22 error saudi live credit-debit BT-25
        BR-KSA-25 warning saudi live simplified-edu-hea BT-44
        BR-KSA-31 error saudi live simplified KSA-2
        BR-KSA-60 warning saudi live simplified KSA-15
        BR-KSA-71 warning saudi live simplified-summary BT-44
        BR-KSA-07 error saudi live export KSA-2
        BR-KSA-99 warning saudi live standard BT-48
        BR-KSA-44 error saudi live all BT-48
        BR-KSA-DEC-01 error saudi live allowance BT-94 BT-138
        BR-KSA-19 warning saudi live document-charge BT-105
        BR-KSA-21 warning saudi live document-charge BT-104
        BR-KSA-F-06-C33 warning saudi live document-charge BT-104
        BR-KSA-20 warning saudi live line-charge BT-145
        BR-KSA-22 warning saudi live line-charge BT-144
        BR-KSA-F-06-C34 warning saudi live line-charge BT-144
        BR-KSA-F-06-C35 warning saudi live document-allowance BT-97
        BR-KSA-11 error saudi live out-of-scope BT-152
        BR-KSA-12 warning saudi live out-of-scope BT-96
        BR-KSA-13 warning saudi live out-of-scope BT-103
        BR-KSA-F-06-C36 warning saudi live line-allowance BT-139
        BR-KSA-81 warning saudi live standard BT-46
        BR-KSA-DEC-02 error saudi live all BT-96 BT-103 BT-119 BT-152 KSA-34
        BR-KSA-DEC-03 warning saudi live all KSA-11
        BR-KSA-DEC-04 warning saudi live all KSA-12
        BR-KSA-CL-01 error saudi live all BT-5
        BR-KSA-CL-02 error saudi live all
        BR-KSA-CL-03 error saudi live all KSA-13 KSA-14
        BR-KSA-83 warning saudi live z-e-o-breakdown BT-120
        BR-KSA-CL-04 warning saudi live z-e-o-breakdown BT-121
        BR-KSA-24 warning saudi live out-of-scope BT-121
        BR-KSA-23 warning saudi live exempt BT-121
        BR-KSA-69 warning saudi live zero-rated BT-121
        BR-KSA-84 error saudi live standard-rated BT-96 BT-103 BT-119 BT-152 KSA-34
        BR-KSA-93 warning saudi live prepayment KSA-41
        BR-KSA-94 warning saudi live prepayment KSA-41
        BR-KSA-95 warning saudi live prepayment KSA-41
        BR-KSA-96 warning saudi live prepayment KSA-42
        BR-KSA-CL-07 warning saudi live prepayment KSA-41
        BR-KSA-F-06-C39 warning saudi live prepayment KSA-42
        BR-KSA-F-01 error saudi live all
        BR-KSA-F-05 warning saudi structural prepayment KSA-29
        BR-KSA-F-02 error saudi structural all
        BR-KSA-F-04 error saudi live all
        BR-KSA-EN16931-01 error saudi live all BT-23
        BR-KSA-EN16931-08 warning saudi live all BG-22 BG-23
        BR-KSA-97 warning saudi live foreign-currency BT-110 BT-111
        BR-KSA-EN16931-02 error saudi live all BT-6
        BR-KSA-EN16931-09 warning saudi live all BT-111
        BR-KSA-EN16931-03 warning saudi live allowance-or-charge BT-92 BT-99 BT-136 BT-141
        BR-KSA-EN16931-05 warning saudi live allowance-or-charge BT-94 BT-101 BT-138 BT-143
        BR-KSA-EN16931-04 warning saudi live allowance-or-charge BT-93 BT-100 BT-137 BT-142
        BR-KSA-EN16931-06 error saudi live price-discount BG-29
        BR-KSA-EN16931-11 warning saudi live all BT-131
        BR-KSA-F-06-C21 warning saudi live all BT-150
        BR-KSA-EN16931-12 error saudi live all BT-149
        BR-KSA-EN16931-07 error saudi live price-discount BT-146 BT-147 BT-148
        BR-KSA-85 warning saudi live all BT-57
        BR-KSA-F-06-C37 warning saudi live all BT-56
        BR-KSA-F-06-C38 warning saudi live all KSA-35
        BR-KSA-87 warning saudi live foreign-currency KSA-36 KSA-37 KSA-38 KSA-39
        BR-KSA-88 error saudi live foreign-currency KSA-37
        BR-KSA-89 error saudi live foreign-currency KSA-38
        BR-KSA-90 error saudi live foreign-currency KSA-39
        """
}

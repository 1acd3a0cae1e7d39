"""Our verdict on every case of the YAML test suite, as `test_yaml_test_suite.verdict` words it.

Refused and valid: what the profile leaves out, and what libyaml, on which the reference loader
stands, does not read. Read and invalid: what libyaml takes although YAML 1.2 does not allow it.
"""

from __future__ import annotations

VERDICTS: dict[str, str] = {
    "read, another value": """
        652Z HM87/01 JEF9/02 L24T/01
    """,
    "read, invalid": """
        9C9N 9JBA CVW2 DK95/01 G5U8 QB6E S98Z SU5Z X4QW Y79Y/003 YJV2
    """,
    "read, the same value": """
        229Q 2EBW 2G84/02 2G84/03 36F6 3ALJ 3MYT 3RLN/00 3RLN/01 3RLN/02 3RLN/03 3RLN/04
        3RLN/05 3UYS 4CQQ 4GC6 4Q9F 4QFQ 4RWC 4UYU 4V8U 4WA9 4ZYM 54T7 5BVJ 5C5M 5GBF 5KJE
        5NYZ 5WE3 65WH 6FWR 6H3V 6HB6 6JQW 6SLA 6VJK 6WPF 753E 7A4E 7T8X 7TMG 7W2P 7ZZ5
        82AN 87E4 8CWC 8KB6 8QBE 8UDB 93JH 93WF 96L6 9BXH 9FMG 9J7A 9MQT/00 9SHH 9TFX 9U5K
        9YRD A6F9 A984 AB8U AZ63 AZW3 B3HG C2DT CPZ3 CT4Q D83L D88J D9TU DC7X DE56/00
        DE56/01 DE56/02 DE56/03 DE56/04 DE56/05 DHP8 DK95/02 DK95/05 DK95/08 DWX9 EX5H
        EXG3 F3CP F6MC F8F9 FBC9 FQ7F FUP4 G4RS G992 GH63 H2RW H3Z8 HMK4 HS5T J3BT J5UC
        J7VC J9HZ JEF9/00 JEF9/01 JQ4R JR7V JTV5 K4SU K527 K54U K858 KH5V/00 KH5V/01
        KH5V/02 KMK3 L24T/00 L9U5 LP6E LQZ7 M29M M6YH M7NX M9B4 MJS9 MXS3 MYW6 MZX3 NAT4
        NB6Z NP9H P2AD P94K PBJ2 PRH3 Q88A Q8AD QF4Y R52L RLU9 RR7F S4T7 S7BG S9E8 SM9W/00
        SSW6 SYW4 T26H T4YY T5N4 TE2A TL85 TS54 UDM2 UDR7 UKK6/01 UV7Q W42U X8DW XLQ9 XV9V
        Y79Y/002 YD5X ZF4X ZK9H
    """,
    "refused, invalid: yaml-alias yaml-key-type yaml-syntax": """
        SU74
    """,
    "refused, invalid: yaml-alias yaml-syntax": """
        4JVG CXX2 SR86
    """,
    "refused, invalid: yaml-key-type": """
        Y79Y/007 Y79Y/009
    """,
    "refused, invalid: yaml-syntax": """
        236B 2CMS 2G84/00 2G84/01 3HFZ 4EJS 4H7K 4HVU 55WF 5LLU 5TRB 5U3A 62EZ 6JTT 6S55
        7LBH 7MNF 8XDJ 9CWY 9KBC 9MAG 9MMA 9MQT/01 B63P BD7L BF9H BS4K C2SP CML9 CQ3W CTN5
        D49Q DK4H DK95/06 DMG6 EB22 EW3V G7JE G9HC GDY7 GT5M H7J7 H7TQ HRE5 HU3P JKF3 JY7Z
        KS4U LHL4 MUS6/00 MUS6/01 N4JP N782 P2EQ Q4CL QLJ7 RHX7 RXY3 S4GJ SF5V SY6V T833
        TD5N U44R U99R VJP3/00 W9L4 Y79Y/000 Y79Y/004 Y79Y/005 Y79Y/006 Y79Y/008 ZCZ6 ZL4Z
        ZVH3 ZXT5
    """,
    "refused, invalid: yaml-syntax yaml-tag": """
        9HCY
    """,
    "refused, valid: record-empty": """
        8G76 98YD AVM7
    """,
    "refused, valid: yaml-alias": """
        26DV 3GZX 3R3P 6KGN 7BMT 7BUB CN3R E76Z FTA2 JS2J SKE5 U3XV V55R Y2GN ZH7C ZWK4
    """,
    "refused, valid: yaml-alias yaml-key-type": """
        6BFJ PW8X X38W
    """,
    "refused, valid: yaml-alias yaml-key-type yaml-syntax": """
        2SXE
    """,
    "refused, valid: yaml-alias yaml-many-documents yaml-tag": """
        9KAX
    """,
    "refused, valid: yaml-alias yaml-syntax": """
        6M2F
    """,
    "refused, valid: yaml-alias yaml-tag": """
        BU8L CUP7 F2C7 HMQ5 LE5A UGM3
    """,
    "refused, valid: yaml-key-type": """
        4FJ6 6PBE 9MMW DFF7 KK5P LX3P M2N8/00 M2N8/01 M5DY Q9WF RZP5 SBG9 V9D5 XW4D
    """,
    "refused, valid: yaml-key-type yaml-tag": """
        74H7 FH7J WZ62
    """,
    "refused, valid: yaml-many-documents": """
        6XDY 6ZKB 9DXL JHB9 KSS4 L383 PUW8 RZT7 U9NS
    """,
    "refused, valid: yaml-many-documents yaml-tag": """
        35KP
    """,
    "refused, valid: yaml-syntax": """
        27NA 2JQS 2LFX 4ABK 4MUZ/00 4MUZ/01 4MUZ/02 58MP 5MUD 5T43 5TYM 6BCT 6CA3 6CK3
        6LVF 7Z25 8XYN 96NN/00 96NN/01 9SA2 A2M4 BEC7 C4HZ CC74 CFD4 DBG4 DK3J DK95/00
        DK95/03 DK95/04 DK95/07 FP8R FRK4 HM87/00 HWV9 K3WX M7A3 MUS6/02 MUS6/03 MUS6/04
        MUS6/05 MUS6/06 NHX8 NJ66 NKF9 P76L Q5MG QT73 R4YG RTP8 S3PD SM9W/01 U3C3 UKK6/00
        UT92 VJP3/01 W4TN W5VH Y79Y/001 Y79Y/010 Z9M4
    """,
    "refused, valid: yaml-syntax yaml-tag": """
        6WLZ 9WXW
    """,
    "refused, valid: yaml-tag": """
        2AUY 2XXW 33X3 52DL 565N 57H4 6JWB 735Y 7FWL 8MK2 EHF6 J7PZ L94M M5C3 S4JQ UKK6/02
        Z67P
    """,
}

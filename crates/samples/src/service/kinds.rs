//! The table of service kinds: one entry each, in the words and sizes of the tariff of fiscal year 2024.
//!
//! What is not here: kinds outside the standard's scope, and welfare equipment itself (see `EQUIPMENT`).

use super::{Addition, AdditionDay, KindFacts, Pattern, Percentage, Service};

/// Kinds in the order in which offices of a sample world offer them; the first two are always there.
pub(crate) const SERVICE_ORDER: &[&str] = &[
    "11", "13", "15", "17", "16", "21", "78", "11", "15", "12", "13", "14", "31", "17", "72", "76",
];

/// What is known about a kind.
///
/// # Panics
///
/// When the kind is not one of this table, which only a fault in this crate could cause.
pub(crate) fn kind_facts(code: &str) -> &'static KindFacts {
    KINDS
        .iter()
        .find(|facts| facts.code == code)
        .expect("the kind comes from this crate's own tables")
}

const fn service(
    tariff: &'static [(&'static str, u32)],
    name: &'static str,
    minutes: u32,
) -> Service {
    Service {
        tariff,
        name,
        minutes,
        times: 1,
        within_limit: true,
    }
}

const fn addition(
    code: &'static str,
    name: &'static str,
    units: u32,
    when: AdditionDay,
    share_percent: u32,
) -> Addition {
    Addition {
        code,
        name,
        units,
        when,
        within_limit: true,
        share_percent,
    }
}

const fn outside_limit(
    code: &'static str,
    name: &'static str,
    units: u32,
    share_percent: u32,
) -> Addition {
    Addition {
        code,
        name,
        units,
        when: AdditionDay::First,
        within_limit: false,
        share_percent,
    }
}

const fn percentage(code: &'static str, name: &'static str, per_mille: u32) -> Option<Percentage> {
    Some(Percentage {
        code,
        name,
        per_mille,
    })
}

const KINDS: &[KindFacts] = &[
    KindFacts {
        code: "11",
        name: "訪問介護",
        share_percent: 55,
        unit_price: 1140,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 5,
        },
        services: &[
            service(&[("111111", 244)], "身体介護１", 30),
            service(&[("111211", 387)], "身体介護２", 60),
            service(&[("117211", 179)], "生活援助２", 45),
            service(&[("117311", 220)], "生活援助３", 60),
        ],
        additions: &[addition(
            "114001",
            "訪問介護初回加算",
            200,
            AdditionDay::First,
            12,
        )],
        percentage: percentage("116275", "訪問介護処遇改善加算Ⅰ", 245),
        office_names: &[
            "ケアステーション",
            "ヘルパーステーション",
            "訪問介護サービス",
        ],
    },
    KindFacts {
        code: "12",
        name: "訪問入浴介護",
        share_percent: 12,
        unit_price: 1140,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 1,
        },
        services: &[service(&[("121111", 1266)], "訪問入浴", 50)],
        additions: &[],
        percentage: percentage("126104", "訪問入浴介護処遇改善加算Ⅰ", 100),
        office_names: &["訪問入浴サービス"],
    },
    KindFacts {
        code: "13",
        name: "訪問看護",
        share_percent: 40,
        unit_price: 1140,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[
            service(&[("131111", 471)], "訪看Ⅰ２", 30),
            service(&[("131211", 823)], "訪看Ⅰ３", 60),
        ],
        additions: &[
            addition("134002", "訪問看護初回加算Ⅱ", 300, AdditionDay::First, 10),
            outside_limit("133100", "緊急時訪問看護加算Ⅱ１", 574, 50),
        ],
        percentage: None,
        office_names: &["訪問看護ステーション"],
    },
    KindFacts {
        code: "14",
        name: "訪問リハビリテーション",
        share_percent: 12,
        unit_price: 1110,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[Service {
            times: 2,
            ..service(&[("141111", 308)], "訪問リハビリ１", 40)
        }],
        additions: &[addition(
            "146101",
            "訪問リハサービス提供体制加算Ⅰ",
            6,
            AdditionDay::Every,
            0,
        )],
        percentage: None,
        office_names: &["訪問リハビリセンター"],
    },
    KindFacts {
        code: "15",
        name: "通所介護",
        share_percent: 40,
        unit_price: 1090,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 3,
        },
        services: &[service(
            &[
                ("151446", 658),
                ("151447", 777),
                ("151448", 900),
                ("151449", 1023),
                ("151450", 1148),
            ],
            "通所介護Ⅰ４５",
            425,
        )],
        additions: &[
            addition(
                "155301",
                "通所介護入浴介助加算Ⅰ",
                40,
                AdditionDay::Every,
                70,
            ),
            addition(
                "155051",
                "通所介護個別機能訓練加算Ⅰ１",
                56,
                AdditionDay::Every,
                40,
            ),
        ],
        percentage: percentage("156108", "通所介護処遇改善加算Ⅰ", 92),
        office_names: &["デイサービスセンター", "通所介護センター"],
    },
    KindFacts {
        code: "16",
        name: "通所リハビリテーション",
        share_percent: 18,
        unit_price: 1110,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[service(
            &[
                ("161481", 715),
                ("161482", 850),
                ("161483", 981),
                ("161484", 1137),
                ("161485", 1290),
            ],
            "通所リハⅠ１５",
            375,
        )],
        additions: &[addition(
            "165301",
            "通所リハ入浴介助加算Ⅰ",
            40,
            AdditionDay::Every,
            50,
        )],
        percentage: percentage("166111", "通所リハ処遇改善加算Ⅰ", 86),
        office_names: &["リハビリクリニック", "老人保健施設デイケア"],
    },
    KindFacts {
        code: "17",
        name: "福祉用具貸与",
        share_percent: 50,
        unit_price: 1000,
        pattern: Pattern::Lease,
        services: &[],
        additions: &[],
        percentage: None,
        office_names: &["福祉用具", "ケアレンタル"],
    },
    KindFacts {
        code: "21",
        name: "短期入所生活介護",
        share_percent: 15,
        unit_price: 1110,
        pattern: Pattern::Stay,
        services: &[service(
            &[
                ("212211", 603),
                ("212221", 672),
                ("212231", 745),
                ("212241", 815),
                ("212251", 884),
            ],
            "併短生活Ⅱ",
            0,
        )],
        additions: &[addition(
            "219200",
            "短期生活送迎加算",
            184,
            AdditionDay::FirstAndLast,
            80,
        )],
        percentage: percentage("216110", "短期生活処遇改善加算Ⅰ", 140),
        office_names: &["ショートステイ", "特別養護老人ホーム短期入所"],
    },
    KindFacts {
        code: "31",
        name: "居宅療養管理指導",
        share_percent: 30,
        unit_price: 1000,
        pattern: Pattern::Monthly,
        services: &[Service {
            within_limit: false,
            ..service(&[("311111", 515)], "医師居宅療養Ⅰ１", 20)
        }],
        additions: &[],
        percentage: None,
        office_names: &["内科クリニック", "在宅診療所"],
    },
    KindFacts {
        code: "72",
        name: "認知症対応型通所介護",
        share_percent: 10,
        unit_price: 1110,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[service(
            &[
                ("721581", 994),
                ("721582", 1102),
                ("721583", 1210),
                ("721584", 1319),
                ("721585", 1427),
            ],
            "認知通所介護Ⅰ１５",
            425,
        )],
        additions: &[addition(
            "725301",
            "認知通所入浴介助加算Ⅰ",
            40,
            AdditionDay::Every,
            60,
        )],
        percentage: percentage("726104", "認知通所介護処遇改善加算Ⅰ", 181),
        office_names: &["認知症デイサービス"],
    },
    KindFacts {
        code: "76",
        name: "定期巡回・随時対応型訪問介護看護",
        share_percent: 6,
        unit_price: 1140,
        pattern: Pattern::WholeMonth,
        services: &[
            service(
                &[
                    ("761111", 5446),
                    ("761112", 9720),
                    ("761113", 16140),
                    ("761114", 20417),
                    ("761115", 24692),
                ],
                "定期巡回随時Ⅰ１",
                0,
            ),
            service(
                &[
                    ("761121", 179),
                    ("761122", 320),
                    ("761123", 531),
                    ("761124", 672),
                    ("761125", 812),
                ],
                "定期巡回随時Ⅰ１・日割",
                0,
            ),
        ],
        additions: &[],
        percentage: percentage("766100", "定期巡回処遇改善加算Ⅰ", 245),
        office_names: &["定期巡回ステーション"],
    },
    KindFacts {
        code: "78",
        name: "地域密着型通所介護",
        share_percent: 20,
        unit_price: 1090,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[service(
            &[
                ("782446", 753),
                ("782447", 890),
                ("782448", 1032),
                ("782449", 1172),
                ("782450", 1312),
            ],
            "地域通所介護４５",
            425,
        )],
        additions: &[addition(
            "785301",
            "地域通所介護入浴介助加算Ⅰ",
            40,
            AdditionDay::Every,
            60,
        )],
        percentage: percentage("786108", "地域通所介護処遇改善加算Ⅰ", 92),
        office_names: &["小さなデイ", "地域デイサービス"],
    },
    KindFacts {
        code: "A2",
        name: "訪問型サービス（独自）",
        share_percent: 60,
        unit_price: 1140,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 2,
        },
        services: &[service(&[("A22411", 287)], "訪問型独自サービス２１", 45)],
        additions: &[addition(
            "A24001",
            "訪問型独自サービス初回加算",
            200,
            AdditionDay::First,
            15,
        )],
        percentage: percentage("A26269", "訪問型独自処遇改善加算Ⅰ", 245),
        office_names: &[],
    },
    KindFacts {
        code: "A6",
        name: "通所型サービス（独自）",
        share_percent: 60,
        unit_price: 1090,
        pattern: Pattern::Weekly {
            times_min: 1,
            times_max: 1,
        },
        services: &[service(
            &[("A61113", 436), ("A61123", 447)],
            "通所型独自サービス回数",
            180,
        )],
        additions: &[],
        percentage: percentage("A66100", "通所型独自処遇改善加算Ⅰ", 92),
        office_names: &[],
    },
];

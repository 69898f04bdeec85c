//! The code tables of the standard: each code with its meaning.
//!
//! Service kinds are a table of their own in [`crate::service_kind`]. Codes are
//! text of a fixed length: `06` is a code, `6` is not.

/// A table of codes of one length.
#[derive(Debug)]
pub struct CodeTable {
    /// The codes in the order of the standard.
    pub codes: &'static [CodeValue],
}

/// One code and what it means.
#[derive(Debug)]
pub struct CodeValue {
    /// The code as it stands in a file.
    pub code: &'static str,
    /// Its meaning in Japanese.
    pub ja: &'static str,
    /// Its meaning in English.
    pub en: &'static str,
}

impl CodeTable {
    /// The entry of `code`.
    pub fn find(&self, code: &[u8]) -> Option<&'static CodeValue> {
        self.codes
            .iter()
            .find(|value| value.code.as_bytes() == code)
    }

    /// How many characters every code of the table has.
    pub fn length(&self) -> usize {
        self.codes[0].code.len()
    }
}

const fn value(code: &'static str, ja: &'static str, en: &'static str) -> CodeValue {
    CodeValue { code, ja, en }
}

/// 計画書区分: the sort of plan.
pub static PLAN_CATEGORY: CodeTable = CodeTable {
    codes: &[
        value("11", "初回", "first"),
        value("12", "紹介", "referred"),
        value("21", "継続", "continued"),
        value("51", "初回＆紹介", "first and referred"),
        value("52", "初回＆継続", "first and continued"),
        value("53", "紹介＆継続", "referred and continued"),
        value("54", "初回＆紹介＆継続", "first, referred and continued"),
    ],
};

/// 認定状況区分: whether the need of care is certified.
pub static CERTIFICATION_STATUS: CodeTable = CodeTable {
    codes: &[
        value("1", "申請中", "applied for"),
        value("2", "認定済", "certified"),
    ],
};

/// 要介護状態区分: the level of care, as tables 1 and the supplement write it.
pub static CARE_LEVEL: CodeTable = CodeTable {
    codes: &[
        value("06", "事業対象者", "eligible for the municipal programme"),
        value("12", "要支援１", "support 1"),
        value("13", "要支援２", "support 2"),
        value("21", "要介護１", "care 1"),
        value("22", "要介護２", "care 2"),
        value("23", "要介護３", "care 3"),
        value("24", "要介護４", "care 4"),
        value("25", "要介護５", "care 5"),
    ],
};

/// 要介護状態区分 of the basic information: it has 01 and lacks 06.
pub static CARE_LEVEL_BASIC: CodeTable = CodeTable {
    codes: &[
        value("01", "非該当", "not eligible"),
        value("12", "要支援１", "support 1"),
        value("13", "要支援２", "support 2"),
        value("21", "要介護１", "care 1"),
        value("22", "要介護２", "care 2"),
        value("23", "要介護３", "care 3"),
        value("24", "要介護４", "care 4"),
        value("25", "要介護５", "care 5"),
    ],
};

/// 生活援助中心型の算定理由: why mainly housework is provided.
pub static HOUSEWORK_REASON: CodeTable = CodeTable {
    codes: &[
        value("1", "一人暮らし", "lives alone"),
        value("2", "家族等が障害、疾病等", "family disabled or ill"),
        value("3", "その他", "other"),
    ],
};

/// 保険対象区分: whether the insurance pays.
pub static INSURANCE_COVERED: CodeTable = CodeTable {
    codes: &[
        value("Y", "対象", "covered"),
        value("N", "対象外", "not covered"),
    ],
};

/// 性別: sex.
pub static SEX: CodeTable = CodeTable {
    codes: &[value("1", "男性", "male"), value("2", "女性", "female")],
};

/// 曜日: day of the week.
pub static WEEKDAY: CodeTable = CodeTable {
    codes: &[
        value("1", "月曜日", "Monday"),
        value("2", "火曜日", "Tuesday"),
        value("3", "水曜日", "Wednesday"),
        value("4", "木曜日", "Thursday"),
        value("5", "金曜日", "Friday"),
        value("6", "土曜日", "Saturday"),
        value("7", "日曜日", "Sunday"),
    ],
};

/// 該当・非該当: 30日超区分, 障害等認定, 経済状況.
pub static APPLIES: CodeTable = CodeTable {
    codes: &[
        value("1", "該当", "applies"),
        value("0", "非該当", "does not apply"),
    ],
};

/// 計画種類: the sort of prevention plan.
pub static PLAN_TYPE: CodeTable = CodeTable {
    codes: &[
        value("1", "介護予防支援", "prevention support"),
        value(
            "2",
            "介護予防ケアマネジメント",
            "prevention care management",
        ),
    ],
};

/// 委託の有無: who prepares the plan.
pub static OUTSOURCED: CodeTable = CodeTable {
    codes: &[
        value("1", "自前", "the centre itself"),
        value("2", "委託", "outsourced"),
    ],
};

/// 相談方法: how the consultation was held.
pub static CONSULTATION_METHOD: CodeTable = CodeTable {
    codes: &[
        value("01", "来所", "visit"),
        value("02", "電話", "telephone"),
        value("03", "その他", "other"),
    ],
};

/// 相談回数: first or repeated consultation.
pub static CONSULTATION_COUNT: CodeTable = CodeTable {
    codes: &[value("01", "初回", "first"), value("02", "再来", "again")],
};

/// 利用者の現況: where the client is.
pub static CURRENT_STATE: CodeTable = CodeTable {
    codes: &[
        value("01", "在宅", "at home"),
        value("02", "入院又は入所中", "in hospital or a facility"),
    ],
};

/// 障害高齢者の日常生活自立度: independence of the physically impaired.
pub static DISABILITY_INDEPENDENCE: CodeTable = CodeTable {
    codes: &[
        value("01", "自立", "independent"),
        value("11", "J1", "J1"),
        value("12", "J2", "J2"),
        value("21", "A1", "A1"),
        value("22", "A2", "A2"),
        value("31", "B1", "B1"),
        value("32", "B2", "B2"),
        value("41", "C1", "C1"),
        value("42", "C2", "C2"),
    ],
};

/// 認知症高齢者の日常生活自立度: independence with dementia.
pub static DEMENTIA_INDEPENDENCE: CodeTable = CodeTable {
    codes: &[
        value("01", "自立", "independent"),
        value("02", "Ⅰ", "I"),
        value("03", "Ⅱａ", "IIa"),
        value("04", "Ⅱｂ", "IIb"),
        value("05", "Ⅲａ", "IIIa"),
        value("06", "Ⅲｂ", "IIIb"),
        value("07", "Ⅳ", "IV"),
        value("08", "Ｍ", "M"),
    ],
};

/// 基本チェックリスト記入結果: result of the basic checklist.
pub static CHECKLIST_RESULT: CodeTable = CodeTable {
    codes: &[
        value("1", "事業対象者の該当あり", "eligible"),
        value("2", "事業対象者の該当なし", "not eligible"),
    ],
};

/// 居住形態: form of housing.
pub static HOUSING: CodeTable = CodeTable {
    codes: &[
        value("01", "自宅", "own home"),
        value("02", "借家", "rented"),
        value("03", "一戸建て", "house"),
        value("04", "集合住宅", "flat"),
        value("05", "自宅・一戸建て", "own house"),
        value("06", "自宅・集合住宅", "own flat"),
        value("07", "借家・一戸建て", "rented house"),
        value("08", "借家・集合住宅", "rented flat"),
    ],
};

/// 有・無: 住宅改修の有無, 領域における課題の有無.
pub static PRESENT: CodeTable = CodeTable {
    codes: &[value("1", "有", "yes"), value("2", "無", "no")],
};

/// 主治医・意見作成者フラグ: the sort of doctor.
pub static DOCTOR: CodeTable = CodeTable {
    codes: &[
        value("1", "主治医", "attending doctor"),
        value("2", "それ以外", "other"),
    ],
};

/// 経過: course of the illness.
pub static PROGRESS: CodeTable = CodeTable {
    codes: &[
        value("01", "治療中", "in treatment"),
        value("02", "経過観察中", "under observation"),
        value("03", "その他", "other"),
    ],
};

/// 要支援状態区分: the level of support.
pub static SUPPORT_LEVEL: CodeTable = CodeTable {
    codes: &[
        value("1", "要支援１", "support 1"),
        value("2", "要支援２", "support 2"),
        value("3", "地域支援事業", "community support programme"),
    ],
};

/// 事業プログラムの要否: whether a programme is needed.
pub static NEEDED: CodeTable = CodeTable {
    codes: &[value("1", "要", "needed"), value("2", "否", "not needed")],
};

//! The codes of the forms as enums, one for each table of [`crate::codes`].
//!
//! The meanings stand in that table alone; a test compares the codes. [`Applies`] writes
//! `0` for no, [`Present`] and [`Needed`] write `2`: the standard has no single way.

use crate::codes;
use crate::records::code_enum::code_enum;

code_enum! {
    /// 計画書区分: the sort of plan.
    PlanCategory: codes::PLAN_CATEGORY {
        /// 初回 (first).
        First = "11",
        /// 紹介 (referred).
        Referred = "12",
        /// 継続 (continued).
        Continued = "21",
        /// 初回＆紹介 (first and referred).
        FirstAndReferred = "51",
        /// 初回＆継続 (first and continued).
        FirstAndContinued = "52",
        /// 紹介＆継続 (referred and continued).
        ReferredAndContinued = "53",
        /// 初回＆紹介＆継続 (first, referred and continued).
        FirstReferredAndContinued = "54",
    }
}

code_enum! {
    /// 認定状況区分: whether the need of care is certified.
    CertificationStatus: codes::CERTIFICATION_STATUS {
        /// 申請中 (applied for).
        AppliedFor = "1",
        /// 認定済 (certified).
        Certified = "2",
    }
}

code_enum! {
    /// 要介護状態区分: the level of care, as tables 1 and the supplement write it.
    CareLevel: codes::CARE_LEVEL {
        /// 事業対象者 (eligible for the municipal programme).
        EligibleForTheMunicipalProgramme = "06",
        /// 要支援１ (support 1).
        Support1 = "12",
        /// 要支援２ (support 2).
        Support2 = "13",
        /// 要介護１ (care 1).
        Care1 = "21",
        /// 要介護２ (care 2).
        Care2 = "22",
        /// 要介護３ (care 3).
        Care3 = "23",
        /// 要介護４ (care 4).
        Care4 = "24",
        /// 要介護５ (care 5).
        Care5 = "25",
    }
}

code_enum! {
    /// 要介護状態区分 of the basic information: it has 01 and lacks 06.
    CareLevelBasic: codes::CARE_LEVEL_BASIC {
        /// 非該当 (not eligible).
        NotEligible = "01",
        /// 要支援１ (support 1).
        Support1 = "12",
        /// 要支援２ (support 2).
        Support2 = "13",
        /// 要介護１ (care 1).
        Care1 = "21",
        /// 要介護２ (care 2).
        Care2 = "22",
        /// 要介護３ (care 3).
        Care3 = "23",
        /// 要介護４ (care 4).
        Care4 = "24",
        /// 要介護５ (care 5).
        Care5 = "25",
    }
}

code_enum! {
    /// 生活援助中心型の算定理由: why mainly housework is provided.
    HouseworkReason: codes::HOUSEWORK_REASON {
        /// 一人暮らし (lives alone).
        LivesAlone = "1",
        /// 家族等が障害、疾病等 (family disabled or ill).
        FamilyDisabledOrIll = "2",
        /// その他 (other).
        Other = "3",
    }
}

code_enum! {
    /// 保険対象区分: whether the insurance pays.
    InsuranceCovered: codes::INSURANCE_COVERED {
        /// 対象 (covered).
        Covered = "Y",
        /// 対象外 (not covered).
        NotCovered = "N",
    }
}

code_enum! {
    /// 性別: sex.
    Sex: codes::SEX {
        /// 男性 (male).
        Male = "1",
        /// 女性 (female).
        Female = "2",
    }
}

code_enum! {
    /// 曜日: day of the week.
    Weekday: codes::WEEKDAY {
        /// 月曜日 (Monday).
        Monday = "1",
        /// 火曜日 (Tuesday).
        Tuesday = "2",
        /// 水曜日 (Wednesday).
        Wednesday = "3",
        /// 木曜日 (Thursday).
        Thursday = "4",
        /// 金曜日 (Friday).
        Friday = "5",
        /// 土曜日 (Saturday).
        Saturday = "6",
        /// 日曜日 (Sunday).
        Sunday = "7",
    }
}

code_enum! {
    /// 該当・非該当: 30日超区分, 障害等認定, 経済状況.
    Applies: codes::APPLIES {
        /// 該当 (applies).
        Applies = "1",
        /// 非該当 (does not apply).
        DoesNotApply = "0",
    }
}

code_enum! {
    /// 計画種類: the sort of prevention plan.
    PlanType: codes::PLAN_TYPE {
        /// 介護予防支援 (prevention support).
        PreventionSupport = "1",
        /// 介護予防ケアマネジメント (prevention care management).
        PreventionCareManagement = "2",
    }
}

code_enum! {
    /// 委託の有無: who prepares the plan.
    Outsourced: codes::OUTSOURCED {
        /// 自前 (the centre itself).
        TheCentreItself = "1",
        /// 委託 (outsourced).
        Outsourced = "2",
    }
}

code_enum! {
    /// 相談方法: how the consultation was held.
    ConsultationMethod: codes::CONSULTATION_METHOD {
        /// 来所 (visit).
        Visit = "01",
        /// 電話 (telephone).
        Telephone = "02",
        /// その他 (other).
        Other = "03",
    }
}

code_enum! {
    /// 相談回数: first or repeated consultation.
    ConsultationCount: codes::CONSULTATION_COUNT {
        /// 初回 (first).
        First = "01",
        /// 再来 (again).
        Again = "02",
    }
}

code_enum! {
    /// 利用者の現況: where the client is.
    CurrentState: codes::CURRENT_STATE {
        /// 在宅 (at home).
        AtHome = "01",
        /// 入院又は入所中 (in hospital or a facility).
        InHospitalOrAFacility = "02",
    }
}

code_enum! {
    /// 障害高齢者の日常生活自立度: independence of the physically impaired.
    DisabilityIndependence: codes::DISABILITY_INDEPENDENCE {
        /// 自立 (independent).
        Independent = "01",
        /// J1 (J1).
        J1 = "11",
        /// J2 (J2).
        J2 = "12",
        /// A1 (A1).
        A1 = "21",
        /// A2 (A2).
        A2 = "22",
        /// B1 (B1).
        B1 = "31",
        /// B2 (B2).
        B2 = "32",
        /// C1 (C1).
        C1 = "41",
        /// C2 (C2).
        C2 = "42",
    }
}

code_enum! {
    /// 認知症高齢者の日常生活自立度: independence with dementia.
    DementiaIndependence: codes::DEMENTIA_INDEPENDENCE {
        /// 自立 (independent).
        Independent = "01",
        /// Ⅰ (I).
        I = "02",
        /// Ⅱａ (IIa).
        IIa = "03",
        /// Ⅱｂ (IIb).
        IIb = "04",
        /// Ⅲａ (IIIa).
        IIIa = "05",
        /// Ⅲｂ (IIIb).
        IIIb = "06",
        /// Ⅳ (IV).
        IV = "07",
        /// Ｍ (M).
        M = "08",
    }
}

code_enum! {
    /// 基本チェックリスト記入結果: result of the basic checklist.
    ChecklistResult: codes::CHECKLIST_RESULT {
        /// 事業対象者の該当あり (eligible).
        Eligible = "1",
        /// 事業対象者の該当なし (not eligible).
        NotEligible = "2",
    }
}

code_enum! {
    /// 居住形態: form of housing.
    Housing: codes::HOUSING {
        /// 自宅 (own home).
        OwnHome = "01",
        /// 借家 (rented).
        Rented = "02",
        /// 一戸建て (house).
        House = "03",
        /// 集合住宅 (flat).
        Flat = "04",
        /// 自宅・一戸建て (own house).
        OwnHouse = "05",
        /// 自宅・集合住宅 (own flat).
        OwnFlat = "06",
        /// 借家・一戸建て (rented house).
        RentedHouse = "07",
        /// 借家・集合住宅 (rented flat).
        RentedFlat = "08",
    }
}

code_enum! {
    /// 有・無: 住宅改修の有無, 領域における課題の有無.
    Present: codes::PRESENT {
        /// 有 (yes).
        Yes = "1",
        /// 無 (no).
        No = "2",
    }
}

code_enum! {
    /// 主治医・意見作成者フラグ: the sort of doctor.
    Doctor: codes::DOCTOR {
        /// 主治医 (attending doctor).
        AttendingDoctor = "1",
        /// それ以外 (other).
        Other = "2",
    }
}

code_enum! {
    /// 経過: course of the illness.
    Progress: codes::PROGRESS {
        /// 治療中 (in treatment).
        InTreatment = "01",
        /// 経過観察中 (under observation).
        UnderObservation = "02",
        /// その他 (other).
        Other = "03",
    }
}

code_enum! {
    /// 要支援状態区分: the level of support.
    SupportLevel: codes::SUPPORT_LEVEL {
        /// 要支援１ (support 1).
        Support1 = "1",
        /// 要支援２ (support 2).
        Support2 = "2",
        /// 地域支援事業 (community support programme).
        CommunitySupportProgramme = "3",
    }
}

code_enum! {
    /// 事業プログラムの要否: whether a programme is needed.
    Needed: codes::NEEDED {
        /// 要 (needed).
        Needed = "1",
        /// 否 (not needed).
        NotNeeded = "2",
    }
}

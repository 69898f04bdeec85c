//! Names of invented people: surname and given name with the katakana that belongs to each.
//!
//! The common names of Japan's older generations, put together by chance; no name was taken from a real list of
//! people. Several surnames are written with characters that old programs lose (髙, 﨑, 濵, 邉, 𠮷 is not among them,
//! because MS932 has no place for it).

use crate::dice::Dice;

/// Sex as the standard codes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Male,
    Female,
}

impl Sex {
    /// The standard's code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Sex::Male => "1",
            Sex::Female => "2",
        }
    }
}

/// A full name in both writings.
#[derive(Clone)]
pub(crate) struct PersonName {
    pub(crate) surname: &'static str,
    pub(crate) surname_kana: &'static str,
    pub(crate) given: &'static str,
    pub(crate) given_kana: &'static str,
}

impl PersonName {
    /// Surname and given name with a space between.
    pub(crate) fn full(&self) -> String {
        format!("{} {}", self.surname, self.given)
    }

    /// The same in full-width katakana.
    pub(crate) fn kana(&self) -> String {
        format!("{} {}", self.surname_kana, self.given_kana)
    }
}

/// Someone of the generation that receives care.
pub(crate) fn older_person(dice: &mut Dice, sex: Sex) -> PersonName {
    match sex {
        Sex::Male => name_from(dice, OLDER_MEN),
        Sex::Female => name_from(dice, OLDER_WOMEN),
    }
}

/// Someone of the generation that works in care.
pub(crate) fn staff_member(dice: &mut Dice) -> PersonName {
    name_from(dice, STAFF)
}

/// A member of the client's family: the same surname, another given name.
pub(crate) fn relative(dice: &mut Dice, client: &PersonName) -> PersonName {
    let (given, given_kana) = *dice.pick(STAFF);
    PersonName {
        given,
        given_kana,
        ..client.clone()
    }
}

fn name_from(dice: &mut Dice, given_names: &[(&'static str, &'static str)]) -> PersonName {
    let (surname, surname_kana) = *dice.pick(SURNAMES);
    let (given, given_kana) = *dice.pick(given_names);
    PersonName {
        surname,
        surname_kana,
        given,
        given_kana,
    }
}

const SURNAMES: &[(&str, &str)] = &[
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
    ("渡邉", "ワタナベ"),
    ("渡邊", "ワタナベ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("佐々木", "ササキ"),
    ("山口", "ヤマグチ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("林", "ハヤシ"),
    ("斎藤", "サイトウ"),
    ("齋藤", "サイトウ"),
    ("清水", "シミズ"),
    ("山崎", "ヤマザキ"),
    ("山﨑", "ヤマザキ"),
    ("森", "モリ"),
    ("池田", "イケダ"),
    ("橋本", "ハシモト"),
    ("阿部", "アベ"),
    ("石川", "イシカワ"),
    ("前田", "マエダ"),
    ("藤田", "フジタ"),
    ("後藤", "ゴトウ"),
    ("岡田", "オカダ"),
    ("長谷川", "ハセガワ"),
    ("村上", "ムラカミ"),
    ("近藤", "コンドウ"),
    ("石井", "イシイ"),
    ("坂本", "サカモト"),
    ("遠藤", "エンドウ"),
    ("青木", "アオキ"),
    ("藤井", "フジイ"),
    ("福田", "フクダ"),
    ("太田", "オオタ"),
    ("西村", "ニシムラ"),
    ("三浦", "ミウラ"),
    ("松田", "マツダ"),
    ("岩﨑", "イワサキ"),
    ("髙木", "タカギ"),
    ("濵田", "ハマダ"),
    ("濱口", "ハマグチ"),
    ("島﨑", "シマザキ"),
    ("田邉", "タナベ"),
    ("宮﨑", "ミヤザキ"),
    ("大髙", "オオタカ"),
    ("神﨑", "カンザキ"),
    ("小野寺", "オノデラ"),
    ("五十嵐", "イガラシ"),
    ("德永", "トクナガ"),
];

const OLDER_WOMEN: &[(&str, &str)] = &[
    ("和子", "カズコ"),
    ("幸子", "サチコ"),
    ("節子", "セツコ"),
    ("洋子", "ヨウコ"),
    ("文子", "フミコ"),
    ("美代子", "ミヨコ"),
    ("久子", "ヒサコ"),
    ("トシ子", "トシコ"),
    ("千代", "チヨ"),
    ("キヨ", "キヨ"),
    ("ハル", "ハル"),
    ("フミ", "フミ"),
    ("ミツ", "ミツ"),
    ("シズ江", "シズエ"),
    ("富美", "フミ"),
    ("信子", "ノブコ"),
    ("弘子", "ヒロコ"),
    ("喜久江", "キクエ"),
    ("春枝", "ハルエ"),
    ("昭子", "アキコ"),
    ("良子", "ヨシコ"),
    ("すみ", "スミ"),
    ("登美子", "トミコ"),
    ("惠美子", "エミコ"),
    ("敏子", "トシコ"),
    ("照子", "テルコ"),
];

const OLDER_MEN: &[(&str, &str)] = &[
    ("清", "キヨシ"),
    ("正", "タダシ"),
    ("勇", "イサム"),
    ("茂", "シゲル"),
    ("勝", "マサル"),
    ("三郎", "サブロウ"),
    ("実", "ミノル"),
    ("弘", "ヒロシ"),
    ("武", "タケシ"),
    ("一郎", "イチロウ"),
    ("義雄", "ヨシオ"),
    ("昭", "アキラ"),
    ("隆", "タカシ"),
    ("敏夫", "トシオ"),
    ("辰雄", "タツオ"),
    ("幸雄", "ユキオ"),
    ("喜一", "キイチ"),
    ("善次郎", "ゼンジロウ"),
    ("政夫", "マサオ"),
    ("耕作", "コウサク"),
];

const STAFF: &[(&str, &str)] = &[
    ("美咲", "ミサキ"),
    ("直子", "ナオコ"),
    ("裕子", "ユウコ"),
    ("真由美", "マユミ"),
    ("香織", "カオリ"),
    ("健一", "ケンイチ"),
    ("誠", "マコト"),
    ("由美", "ユミ"),
    ("大輔", "ダイスケ"),
    ("恵", "メグミ"),
    ("千尋", "チヒロ"),
    ("浩二", "コウジ"),
    ("亜希子", "アキコ"),
    ("拓也", "タクヤ"),
    ("智子", "トモコ"),
    ("里奈", "リナ"),
];

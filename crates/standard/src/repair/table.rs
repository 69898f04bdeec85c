//! The reviewed table: characters outside MS932, and the form inside MS932 to write instead.
//!
//! The standard (仕様書 4.3) leaves no choice: such a character must be written with one that MS932
//! has. Which one is not a matter for a program to guess, so every row here was looked at: a row is
//! the same sign, the same character in another printed form, or what people read aloud. What has no
//! row is not repaired. 髙, 﨑, ①, ㈱ and the like are in MS932 and must not appear here (a test
//! looks). A kanji of which nobody is sure that it is the same character has no row either.

/// Why one form stands for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same sign under another number of Unicode.
    SameSign,
    /// A letter and its sound mark apart, as macOS writes them.
    Composed,
    /// A mark that chooses a printed form and is no character itself.
    Selector,
    /// A character that nobody sees, or a space of another width.
    Invisible,
    /// The same character in the printed form of newer standards.
    PrintedForm,
    /// Another way to write the same character, common in names.
    Variant,
    /// A number of Unicode that was made for the radicals of dictionaries.
    Radical,
    /// A sign that is written out or drawn more simply.
    Symbol,
    /// A row of the office's own table.
    Own,
}

/// One form per character: the character, what to write, why.
pub(super) type Row = (char, &'static str, Reason);

/// Kanji in pairs: outside MS932, inside MS932.
pub(super) const KANJI: &[(Reason, &str)] = &[
    // Printed forms: the same characters as in the lists of common and of personal-name kanji; MS932
    // has them in the form of JIS X 0208.
    (
        Reason::PrintedForm,
        "俱倶 剝剥 吞呑 噓嘘 塡填 姸妍 屛屏 幷并 搔掻 摑掴 攢攅 潑溌 瀆涜 焰焔 瘦痩 禱祷",
    ),
    (
        Reason::PrintedForm,
        "簞箪 繡繍 繫繋 萊莱 蔣蒋 蟬蝉 蠟蝋 軀躯 醬醤 醱醗 頰頬 顚顛 驒騨 鷗鴎 鹼鹸 麴麹",
    ),
    (
        Reason::PrintedForm,
        "麵麺 啞唖 嚙噛 囊嚢 俠侠 倂併 𠮟叱 槪概 卽即 戶戸 戾戻 錄録 晚晩 曆暦 歷歴 虛虚",
    ),
    (
        Reason::PrintedForm,
        "揭掲 渴渇 擊撃 溫温 產産 硏研 絕絶 說説 銳鋭 閱閲 步歩 每毎 黃黄 巢巣 狀状 尙尚",
    ),
    (
        Reason::PrintedForm,
        "减減 淚涙 姬姫 徵徴 旣既 涉渉 緣縁 脫脱 鬭闘 彥彦 姊姉 吿告",
    ),
    // Variants: what family registers call 異体字 of the character on the right.
    (
        Reason::Variant,
        "𠮷吉 圡土 𡈽土 㐂喜 𣘺橋 槗橋 𦚰脇 𠀋丈 㔟勢 㓛功 𣳾泰 㟢崎 㟁岸 𠅘亭 𠩤原 秌秋",
    ),
    (
        Reason::Variant,
        "𫝆今 寕寧 惪徳 旹時 枏楠 柹柿 筿篠 簱旗 蔴麻 迠辺 鉃鉄 隺鶴 㑹会 㐧第 㕝事 㴱深",
    ),
    (
        Reason::Variant,
        "㳒法 㯃漆 囯国 囶国 鳯鳳 兠兜 夀寿 嵗歳 巗巌",
    ),
    // Compatibility ideographs of JIS X 0213; MS932 has the character without its old stroke.
    (
        Reason::PrintedForm,
        "侮侮 僧僧 免免 勉勉 勤勤 卑卑 喝喝 嘆嘆 器器 塀塀 墨墨 層層 屮屮 悔悔 慨慨 憎憎",
    ),
    (
        Reason::PrintedForm,
        "懲懲 敏敏 既既 暑暑 梅梅 海海 渚渚 漢漢 煮煮 琢琢 碑碑 社社 祉祉 祈祈 祐祐 祖祖",
    ),
    (
        Reason::PrintedForm,
        "祝祝 禍禍 禎禎 穀穀 突突 節節 練練 縉縉 繁繁 署署 者者 臭臭 著著 褐褐 視視 謁謁",
    ),
    (
        Reason::PrintedForm,
        "謹謹 賓賓 贈贈 逸逸 難難 響響 頻頻 恵恵 舘舘",
    ),
    // Radicals: PDF files and macOS give these for the plain kanji.
    (
        Reason::Radical,
        "⼀一 ⼁丨 ⼂丶 ⼃丿 ⼄乙 ⼅亅 ⼆二 ⼇亠 ⼈人 ⼉儿 ⼊入 ⼋八 ⼌冂 ⼍冖 ⼎冫 ⼏几 ⼐凵 ⼑刀 ⼒力 ⼓勹",
    ),
    (
        Reason::Radical,
        "⼔匕 ⼕匚 ⼖匸 ⼗十 ⼘卜 ⼙卩 ⼚厂 ⼛厶 ⼜又 ⼝口 ⼞囗 ⼟土 ⼠士 ⼡夂 ⼢夊 ⼣夕 ⼤大 ⼥女 ⼦子 ⼧宀",
    ),
    (
        Reason::Radical,
        "⼨寸 ⼩小 ⼪尢 ⼫尸 ⼬屮 ⼭山 ⼮巛 ⼯工 ⼰己 ⼱巾 ⼲干 ⼳幺 ⼴广 ⼵廴 ⼶廾 ⼷弋 ⼸弓 ⼺彡 ⼻彳 ⼼心",
    ),
    (
        Reason::Radical,
        "⼽戈 ⼿手 ⽀支 ⽁攴 ⽂文 ⽃斗 ⽄斤 ⽅方 ⽆无 ⽇日 ⽈曰 ⽉月 ⽊木 ⽋欠 ⽌止 ⽍歹 ⽎殳 ⽏毋 ⽐比 ⽑毛",
    ),
    (
        Reason::Radical,
        "⽒氏 ⽓气 ⽔水 ⽕火 ⽖爪 ⽗父 ⽘爻 ⽙爿 ⽚片 ⽛牙 ⽜牛 ⽝犬 ⽞玄 ⽟玉 ⽠瓜 ⽡瓦 ⽢甘 ⽣生 ⽤用 ⽥田",
    ),
    (
        Reason::Radical,
        "⽦疋 ⽨癶 ⽩白 ⽪皮 ⽫皿 ⽬目 ⽭矛 ⽮矢 ⽯石 ⽰示 ⽲禾 ⽳穴 ⽴立 ⽵竹 ⽶米 ⽷糸 ⽸缶 ⽹网 ⽺羊 ⽻羽",
    ),
    (
        Reason::Radical,
        "⽼老 ⽽而 ⽾耒 ⽿耳 ⾀聿 ⾁肉 ⾂臣 ⾃自 ⾄至 ⾅臼 ⾆舌 ⾇舛 ⾈舟 ⾉艮 ⾊色 ⾋艸 ⾌虍 ⾍虫 ⾎血 ⾏行",
    ),
    (
        Reason::Radical,
        "⾐衣 ⾑襾 ⾒見 ⾓角 ⾔言 ⾕谷 ⾖豆 ⾗豕 ⾘豸 ⾙貝 ⾚赤 ⾛走 ⾜足 ⾝身 ⾞車 ⾟辛 ⾠辰 ⾢邑 ⾣酉 ⾤釆",
    ),
    (
        Reason::Radical,
        "⾥里 ⾦金 ⾧長 ⾨門 ⾩阜 ⾪隶 ⾫隹 ⾬雨 ⾭靑 ⾮非 ⾯面 ⾰革 ⾱韋 ⾲韭 ⾳音 ⾴頁 ⾵風 ⾶飛 ⾷食 ⾸首",
    ),
    (
        Reason::Radical,
        "⾹香 ⾺馬 ⾻骨 ⾼高 ⾽髟 ⾾鬥 ⾿鬯 ⿀鬲 ⿁鬼 ⿂魚 ⿃鳥 ⿄鹵 ⿅鹿 ⿆麥 ⿇麻 ⿉黍 ⿊黑 ⿋黹 ⿌黽 ⿍鼎",
    ),
    (
        Reason::Radical,
        "⿎鼓 ⿏鼠 ⿐鼻 ⿑齊 ⿒齒 ⿓龍 ⿔龜 ⿕龠 ⼾戸 ⺠民 ⻄西 ⻑長 ⻘青 ⻝食 ⻩黄 ⻨麦 ⻭歯 ⻯竜 ⻲亀 ⻤鬼",
    ),
    (Reason::Radical, "⻆角 ⻁虎"),
];

/// Signs, each with its form. Dashes, currency and the like are in [`crate::encoding::permitted_form`].
#[rustfmt::skip]
pub(super) const SIGNS: &[Row] = &[
    ('\u{2013}', "－", Reason::SameSign), // en dash
    ('\u{2011}', "‐", Reason::SameSign), // hyphen that does not break
    ('\u{51de}', "\u{fa15}", Reason::SameSign), // the number that normalising gives for U+FA15
    ('\u{2022}', "・", Reason::SameSign), // bullet
    ('◦', "・", Reason::SameSign), // white bullet
    ('‚', "，", Reason::SameSign), // low quotation mark
    ('„', "″", Reason::SameSign), // low double quotation mark
    ('\u{a0}', " ", Reason::Invisible), // space that does not break
    ('\u{2002}', " ", Reason::Invisible), // en space
    ('\u{2003}', "　", Reason::Invisible), // em space
    ('\u{2005}', " ", Reason::Invisible), // thin space
    ('\u{2009}', " ", Reason::Invisible), // thin space
    ('\u{202f}', " ", Reason::Invisible), // narrow space
    ('\u{ad}', "", Reason::Invisible), // soft hyphen
    ('\u{200b}', "", Reason::Invisible), // zero width space
    ('\u{200c}', "", Reason::Invisible), // zero width non-joiner
    ('\u{200d}', "", Reason::Invisible), // zero width joiner
    ('\u{200e}', "", Reason::Invisible), // direction mark
    ('\u{200f}', "", Reason::Invisible), // direction mark
    ('\u{2060}', "", Reason::Invisible), // word joiner
    ('\u{feff}', "", Reason::Invisible), // byte order mark in the middle
    ('❶', "①", Reason::Symbol),
    ('❷', "②", Reason::Symbol),
    ('❸', "③", Reason::Symbol),
    ('❹', "④", Reason::Symbol),
    ('❺', "⑤", Reason::Symbol),
    ('❻', "⑥", Reason::Symbol),
    ('❼', "⑦", Reason::Symbol),
    ('❽', "⑧", Reason::Symbol),
    ('❾', "⑨", Reason::Symbol),
    ('❿', "⑩", Reason::Symbol),
    ('㉑', "(21)", Reason::Symbol),
    ('㉒', "(22)", Reason::Symbol),
    ('㉓', "(23)", Reason::Symbol),
    ('㉔', "(24)", Reason::Symbol),
    ('㉕', "(25)", Reason::Symbol),
    ('㉖', "(26)", Reason::Symbol),
    ('㉗', "(27)", Reason::Symbol),
    ('㉘', "(28)", Reason::Symbol),
    ('㉙', "(29)", Reason::Symbol),
    ('㉚', "(30)", Reason::Symbol),
    ('㉛', "(31)", Reason::Symbol),
    ('⓪', "(0)", Reason::Symbol),
    ('⑴', "(1)", Reason::Symbol),
    ('⑵', "(2)", Reason::Symbol),
    ('⑶', "(3)", Reason::Symbol),
    ('⑷', "(4)", Reason::Symbol),
    ('⑸', "(5)", Reason::Symbol),
    ('⑹', "(6)", Reason::Symbol),
    ('⑺', "(7)", Reason::Symbol),
    ('⑻', "(8)", Reason::Symbol),
    ('⑼', "(9)", Reason::Symbol),
    ('⑽', "(10)", Reason::Symbol),
    ('⑾', "(11)", Reason::Symbol),
    ('⑿', "(12)", Reason::Symbol),
    ('⒀', "(13)", Reason::Symbol),
    ('⒁', "(14)", Reason::Symbol),
    ('⒂', "(15)", Reason::Symbol),
    ('⒃', "(16)", Reason::Symbol),
    ('⒄', "(17)", Reason::Symbol),
    ('⒅', "(18)", Reason::Symbol),
    ('⒆', "(19)", Reason::Symbol),
    ('⒇', "(20)", Reason::Symbol),
    ('⒈', "1.", Reason::Symbol),
    ('⒉', "2.", Reason::Symbol),
    ('⒊', "3.", Reason::Symbol),
    ('⒋', "4.", Reason::Symbol),
    ('⒌', "5.", Reason::Symbol),
    ('⒍', "6.", Reason::Symbol),
    ('⒎', "7.", Reason::Symbol),
    ('⒏', "8.", Reason::Symbol),
    ('⒐', "9.", Reason::Symbol),
    ('⒑', "10.", Reason::Symbol),
    ('㊀', "(一)", Reason::Symbol),
    ('㊁', "(二)", Reason::Symbol),
    ('㊂', "(三)", Reason::Symbol),
    ('㊃', "(四)", Reason::Symbol),
    ('㊄', "(五)", Reason::Symbol),
    ('㊅', "(六)", Reason::Symbol),
    ('㊆', "(七)", Reason::Symbol),
    ('㊇', "(八)", Reason::Symbol),
    ('㊈', "(九)", Reason::Symbol),
    ('㊉', "(十)", Reason::Symbol),
    ('☎', "電話", Reason::Symbol),
    ('☏', "電話", Reason::Symbol),
    ('✉', "メール", Reason::Symbol),
    ('〠', "〒", Reason::Symbol),
    ('㊙', "(秘)", Reason::Symbol),
    ('㊞', "(印)", Reason::Symbol),
    ('㈳', "(社)", Reason::Symbol),
    ('㈶', "(財)", Reason::Symbol),
    ('㋿', "令和", Reason::Symbol),
    ('✓', "レ", Reason::Symbol),
    ('✔', "レ", Reason::Symbol),
    ('☐', "□", Reason::Symbol),
    ('☑', "■", Reason::Symbol),
    ('✕', "×", Reason::Symbol),
    ('✖', "×", Reason::Symbol),
    ('❌', "×", Reason::Symbol),
    ('⭕', "○", Reason::Symbol),
    ('➡', "→", Reason::Symbol),
    ('➔', "→", Reason::Symbol),
    ('⇨', "→", Reason::Symbol),
    ('⇦', "←", Reason::Symbol),
    ('⬇', "↓", Reason::Symbol),
    ('⬆', "↑", Reason::Symbol),
    ('↔', "⇔", Reason::Symbol),
    ('▶', "＞", Reason::Symbol),
    ('◀', "＜", Reason::Symbol),
    ('ゔ', "ヴ", Reason::Symbol),
    ('ゟ', "より", Reason::Symbol),
    ('ヿ', "コト", Reason::Symbol),
    ('〼', "ます", Reason::Symbol),
    ('Ⅺ', "XI", Reason::Symbol),
    ('Ⅻ', "XII", Reason::Symbol),
    ('㎥', "m3", Reason::Symbol),
    ('㎖', "ml", Reason::Symbol),
    ('㎗', "dl", Reason::Symbol),
    ('ℓ', "L", Reason::Symbol),
    ('㎍', "μg", Reason::Symbol),
    ('½', "1/2", Reason::Symbol),
    ('¼', "1/4", Reason::Symbol),
    ('¾', "3/4", Reason::Symbol),
    ('¹', "1", Reason::Symbol),
    ('²', "2", Reason::Symbol),
    ('³', "3", Reason::Symbol),
    ('™', "(TM)", Reason::Symbol),
    ('®', "(R)", Reason::Symbol),
    ('©', "(C)", Reason::Symbol),
];

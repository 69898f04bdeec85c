//! Free text of plans: what people write about needs, aims and help.
//!
//! Some texts carry line breaks, commas and quotes, because real ones do and programs stumble over them. Every
//! character here is in MS932; the wave dash is the full-width tilde, the minus sign the full-width hyphen-minus.

/// What a plan says about one kind of service.
pub(crate) struct Need {
    pub(crate) issue: &'static str,
    pub(crate) long_term_goal: &'static str,
    pub(crate) short_term_goal: &'static str,
    pub(crate) support: &'static str,
}

/// The need that a kind of service answers.
pub(crate) fn need(kind: &str) -> &'static Need {
    match kind {
        "11" | "76" => &HOME_HELP,
        "12" => &BATH,
        "13" | "31" => &HEALTH,
        "14" | "16" => &TRAINING,
        "17" => &EQUIPMENT,
        "21" => &STAY,
        _ => &COMPANY,
    }
}

const HOME_HELP: Need = Need {
    issue: "下肢筋力が低下し、ひとりで身の回りのことをするのが難しいが、自宅で暮らし続けたい。",
    long_term_goal: "自分でできることを続けながら、自宅で安心して暮らせる。",
    short_term_goal: "声かけと見守りで、更衣・整容・トイレ動作ができる。",
    support: "起床介助、更衣・排泄介助、服薬の声かけ\r\n体調の確認（顔色,食欲,むくみ）",
};

const BATH: Need = Need {
    issue: "自宅の浴槽では入浴できないが、清潔を保ち、さっぱりしたい。",
    long_term_goal: "皮膚の状態が良く、気持ちよく過ごせる。",
    short_term_goal: "週１回は入浴できる。",
    support: "訪問入浴、入浴前後の血圧・体温の確認、皮膚の観察",
};

const HEALTH: Need = Need {
    issue: "持病（高血圧症、心不全）があり、体調の変化に早く気付いてもらいたい。",
    long_term_goal: "病状が安定し、入院せずに過ごせる。",
    short_term_goal: "体調の変化を主治医と共有できる。\r\n薬を飲み忘れない。",
    support: "病状の観察、内服管理、主治医への報告（\"いつもと違う\"ときは当日中）",
};

const TRAINING: Need = Need {
    issue: "転倒への不安が強く外出が減っている。もう一度、商店街まで歩きたい。",
    long_term_goal: "杖で１５分ほど歩ける。",
    short_term_goal: "室内を手すりなしで移動できる。",
    support: "筋力訓練、歩行訓練、段差昇降の練習、自主訓練の指導",
};

const EQUIPMENT: Need = Need {
    issue: "起き上がりや立ち上がりに支えが要る。夜間のトイレで転びたくない。",
    long_term_goal: "転ばずに家の中を移動できる。",
    short_term_goal: "ベッドからの起き上がりがひとりでできる。",
    support: "福祉用具の選定・貸与、使用状況の確認（６か月ごと）",
};

const STAY: Need = Need {
    issue: "介護する家族が疲れている。家族が休む時間をつくりたい。",
    long_term_goal: "家族の負担が軽くなり、在宅生活を続けられる。",
    short_term_goal: "月に１回、泊まりのサービスに慣れる。",
    support: "短期間の宿泊、食事・入浴・排泄の介助",
};

const COMPANY: Need = Need {
    issue: "家に閉じこもりがちで、人と話す機会が少ない。入浴も不安がある。",
    long_term_goal: "仲間と楽しみを持って過ごせる。",
    short_term_goal: "週に１回以上外出し、入浴できる。",
    support: "送迎、入浴介助、レクリエーション、機能訓練、昼食の提供",
};

/// Help outside the insurance: content, who gives it, how often.
pub(crate) const INFORMAL: &[(&str, &str, &str)] = &[
    ("買い物・通院の付き添い", "家族", "随時"),
    ("ごみ出しの手伝い、声かけ", "近隣・民生委員", "週２回"),
    ("配食（夕食）", "配食サービス", "週３回"),
    ("散歩,体操などの自主訓練", "本人", "毎日"),
    ("定期受診", "主治医", "月１回"),
];

/// What client and family wish for, and what the assessment found.
pub(crate) const INTENTIONS: &[&str] = &[
    "本人：住み慣れたこの家で暮らし続けたい。\r\n家族：仕事があり昼間はひとりになるので、転倒が心配。",
    "本人：「まだ自分でできる」ことは続けたい。孫の結婚式に出たい。\r\n長男：できるだけ協力したい, 夜間は難しい。",
    "本人：家族に迷惑をかけたくない。\r\n長女：認知症が進んでいるようで、火の始末が心配です。",
    "本人：もう一度、\"お茶の会\"に行きたい。\r\n夫：老老介護なので、自分の体調も不安。",
    "本人：特に困っていない。\r\n\r\n家族：薬の飲み忘れが多い。見守りをお願いしたい。",
    "本人：足腰を鍛えて、ひとりで風呂に入りたい。",
];

/// What the review board said.
pub(crate) const OPINIONS: &[&str] = &[
    "特になし",
    "",
    "なし",
    "サービスの種類の指定はなし。認定有効期間を２４か月とする。",
];

/// The general policy of a plan.
pub(crate) const POLICIES: &[&str] = &[
    "転倒を防ぎ、\"できること\"を増やしながら在宅生活が続けられるよう支援します。\r\n緊急連絡先：長男（携帯）、主治医",
    "体調の変化に早く気付けるよう、訪問看護・訪問介護・主治医で情報を共有します。",
    "ご家族の負担を軽くし、通いと泊まりを組み合わせて支援します。\r\n①服薬の確認　②水分（１日１,２００～１,５００ｍｌ）　③夜間の連絡体制",
    "閉じこもりを防ぎ、役割と楽しみを持って過ごせるよう支援します。",
];

/// Daily activities with their start and end in minutes since midnight.
pub(crate) const ACTIVITIES: &[(&str, u32, u32)] = &[
    ("起床・洗面", 390, 420),
    ("朝食・服薬", 450, 480),
    ("昼食", 720, 750),
    ("昼寝", 810, 870),
    ("夕食・服薬", 1080, 1110),
    ("就寝", 1260, 1260),
];

/// Services that do not come every week, as table 3 names them.
pub(crate) const NON_WEEKLY: &[&str] = &[
    "通院（月１回）",
    "短期入所生活介護（月１回、３～５日）\r\n福祉用具貸与",
    "福祉用具貸与、居宅療養管理指導（月１回）",
];

/// Present state, wishes, and issue with its background, for the four fields of a preventive plan.
pub(crate) const FIELDS: &[(&str, &str, &str)] = &[
    (
        "室内は伝い歩き、外は杖で歩く。膝の痛みがあり、長い距離は歩けない。",
        "膝の痛みを減らして、買い物に行きたい。",
        "膝の痛みと筋力低下で、外出が減っている。",
    ),
    (
        "調理と洗濯は自分でできる。掃除機は腰が痛くて使えない。",
        "できる家事は続けたい。\r\n家族：無理はしないでほしい。",
        "腰痛のため、掃除・ごみ出しに手助けが要る。",
    ),
    (
        "近所の友人と月に１回会う。老人会は\"足が遠のいた\"。",
        "また友人と体操に通いたい。",
        "外出の機会が減り,話し相手が少ない。",
    ),
    (
        "高血圧症で月１回通院。薬は自分で管理している。",
        "今の健康を保ちたい。",
        "血圧の変動があり、定期的な確認が要る。",
    ),
];

/// Issue, aims with steps, what the client thinks of them, aim: the head of a support plan.
pub(crate) const SUPPORT_PLANS: &[(&str, &str, &str, &str)] = &[
    (
        "膝の痛みと筋力低下により外出の機会が減っている",
        "①下肢の筋力を保つ運動を続ける\r\n②買い物の機会をつくる",
        "本人：運動を続けて買い物に行きたい\r\n家族：週末は一緒に出かけたい",
        "週１回、商店街まで買い物に行く",
    ),
    (
        "腰痛のため掃除やごみ出しが難しい",
        "できる家事を続けながら,難しい部分だけ手助けを受ける",
        "自分でできることは自分でしたい",
        "掃除を一緒に行い、台所の片付けは自分で行う",
    ),
    (
        "人と話す機会が少ない",
        "通いの場に参加し、なじみの関係をつくる",
        "\"無理のない範囲\"で参加したい",
        "月に４回、外出する",
    ),
];

/// One day of life: time, client, family.
pub(crate) const DAY: &[(&str, &str, &str)] = &[
    ("6:00", "起床、仏壇に手を合わせる", ""),
    ("7:30", "朝食（パン,牛乳,果物）、服薬", "朝食の準備"),
    ("10:00", "洗濯、テレビ体操", ""),
    ("12:00", "昼食", ""),
    ("14:00", "昼寝、新聞を読む", "仕事"),
    ("18:30", "夕食、服薬", "夕食の準備・片付け"),
    ("21:00", "就寝", ""),
];

/// Illnesses: time, name, hospital and doctor, course, treatment.
pub(crate) const ILLNESSES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "H12年10月",
        "高血圧症",
        "神宮前内科クリニック　髙木医師",
        "01",
        "降圧薬の内服、月１回受診",
    ),
    (
        "2019/6",
        "変形性膝関節症（両側）",
        "渋谷整形外科　山﨑医師",
        "01",
        "湿布、月２回の注射",
    ),
    ("R3年ごろ", "白内障（術後）", "代々木眼科", "02", ""),
    ("昭和６０年", "胃潰瘍", "不明", "03", ""),
];

/// What the client did before, likes, and knows.
pub(crate) const LIVES: &[(&str, &str, &str)] = &[
    (
        "新潟県に生まれ、１８歳で上京。印刷会社に定年まで勤めた。\r\n３年前に妻を亡くし、ひとり暮らし。",
        "将棋, ラジオの相撲中継",
        "将棋仲間が月に１回訪ねて来る。",
    ),
    (
        "区内の生まれ。結婚して豆腐店を営み、６０歳まで店に立った。",
        "手芸、\"歌の会\"",
        "商店街に知り合いが多い。",
    ),
    (
        "小学校の教員を３８年勤めた。退職後は町会の役員を務める。",
        "園芸・俳句",
        "町会の行事に参加している。",
    ),
];

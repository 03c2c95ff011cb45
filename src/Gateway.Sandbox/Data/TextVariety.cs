namespace Gateway.Sandbox.Data;

/// <summary>The ways the same text arrives: traditional characters, full width, stray spaces; and dates in the formats met.</summary>
internal static class TextVariety
{
    private const string Simplified = "对经营检查监业务产发营体业区县阳华园医院学校药场单位险环烧爆农资质证书节价计时个装设备网络项气电护务项标签员广东门龙头关团队楼线车间认职";
    private const string Traditional = "對經營檢查監業務產發營體業區縣陽華園醫院學校藥場單位險環燒爆農資質證書節價計時個裝設備網絡項氣電護務項標籤員廣東門龍頭關團隊樓線車間認職";

    private static readonly Dictionary<char, char> ToTraditional = Pairs();

    private static readonly string[] Blanks = ["", "   ", "　"];
    private static readonly string[] WrongDates = ["2021-02-30", "2023-13-01", "2020-00-10", "不详", "2022年2月31日", "20211301"];

    public static string Traditionalised(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = ToTraditional.GetValueOrDefault(source[i], source[i]);
            }
        });

    public static string FullWidth(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is > ' ' and <= '~' ? (char)(source[i] + 0xFEE0) : source[i];
            }
        });

    /// <summary>The same name as some department typed it: still the same after folding.</summary>
    public static string Variant(string text, ref Dice dice) => dice.Next(24) switch
    {
        0 => Traditionalised(text),
        1 => " " + text,
        2 => text + "　",
        3 => text.Length > 3 ? text[..2] + " " + text[2..] : text,
        4 => FullWidth(text),
        _ => text,
    };

    public static string Blank(ref Dice dice) => dice.Pick(Blanks);

    public static string WrongDate(ref Dice dice) => dice.Pick(WrongDates);

    /// <summary>A date in one of the formats met in feeds; most are plain.</summary>
    public static string Date(DateOnly date, ref Dice dice)
    {
        var format = dice.Next(20) switch { 0 => "yyyyMMdd", 1 => "yyyy/M/d", 2 => "yyyy年M月d日", 3 => "yyyy/MM/dd", _ => "yyyy-MM-dd" };
        return date.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }

    public static string IsoDate(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<char, char> Pairs()
    {
        var pairs = new Dictionary<char, char>();
        for (var i = 0; i < Simplified.Length; i++)
        {
            pairs[Simplified[i]] = Traditional[i];
        }

        return pairs;
    }
}

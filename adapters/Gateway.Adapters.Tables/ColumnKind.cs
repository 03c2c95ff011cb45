using System.Data.Common;
using System.Globalization;
using Gateway.Adapters.Inspection;

namespace Gateway.Adapters.Tables;

/// <summary>The kinds of column that can be exchanged.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Text that the database pads with blanks.</summary>
    PaddedText,

    /// <summary>A time, with or without a zone.</summary>
    Time,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Switch,

    /// <summary>Anything else: can't be exchanged.</summary>
    Other,
}

/// <summary>Values between the database and text, the same way in both directions; times are Asia/Shanghai.</summary>
internal static class ColumnKinds
{
    private static readonly string[] TimeForms =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd", "yyyy'/'MM'/'dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyyMMddHHmmss"];

    public static ColumnKind Of(Type type, string databaseType) => type switch
    {
        _ when type == typeof(string) => databaseType.StartsWith("character(", StringComparison.OrdinalIgnoreCase)
            || databaseType is "character" or "bpchar" ? ColumnKind.PaddedText : ColumnKind.Text,
        _ when databaseType is "date" || type == typeof(DateOnly) => ColumnKind.Day,
        _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => ColumnKind.Time,
        _ when type == typeof(short) || type == typeof(int) || type == typeof(long) => ColumnKind.Whole,
        _ when type == typeof(decimal) || type == typeof(double) || type == typeof(float) => ColumnKind.Number,
        _ when type == typeof(bool) => ColumnKind.Switch,
        _ => ColumnKind.Other,
    };

    /// <summary>A parameter of the kind, or <see langword="null"/> where the text is none. Empty text is no value in a column that is not text.</summary>
    public static object? Value(ColumnKind kind, string text)
    {
        if (text.Length == 0 && kind is not (ColumnKind.Text or ColumnKind.PaddedText))
        {
            return DBNull.Value;
        }

        return kind switch
        {
            ColumnKind.Text or ColumnKind.PaddedText => text,
            ColumnKind.Time => Time(text),
            ColumnKind.Day => Time(text)?.Date,
            ColumnKind.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            ColumnKind.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            ColumnKind.Switch => text is "1" or "true" ? true : text is "0" or "false" ? false : null,
            ColumnKind.Other => null,
        };
    }

    /// <summary>A value as text; <see langword="null"/> where there is none.</summary>
    public static string? Text(DbDataReader reader, int place, ColumnKind kind)
    {
        if (reader.IsDBNull(place))
        {
            return null;
        }

        switch (kind)
        {
            case ColumnKind.Text:
                return reader.GetString(place);
            case ColumnKind.PaddedText:
                return reader.GetString(place).TrimEnd(' ');
            case ColumnKind.Time:
                return Written(Local(reader.GetValue(place)));
            case ColumnKind.Day:
                return reader.GetValue(place) is DateOnly day ? WireText.Date(day) : WireText.Date(DateOnly.FromDateTime(Local(reader.GetValue(place))));
            case ColumnKind.Whole:
                return reader.GetInt64(place).ToString(CultureInfo.InvariantCulture);
            case ColumnKind.Number:
                return Convert.ToString(reader.GetValue(place), CultureInfo.InvariantCulture);
            case ColumnKind.Switch:
                return reader.GetBoolean(place) ? "true" : "false";
            default:
                throw new InvalidOperationException($"column {place} can't be exchanged");
        }
    }

    /// <summary>A time of a keyset, whatever its column is.</summary>
    public static DateTime? Time(string? text) =>
        DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    public static string Written(DateTime at) => at.Ticks % TimeSpan.TicksPerSecond == 0
        ? WireText.Time(at)
        : at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static DateTime Local(object value) => value switch
    {
        DateTime { Kind: DateTimeKind.Utc } utc => DateTime.SpecifyKind(utc.AddHours(8), DateTimeKind.Unspecified),
        DateTime at => DateTime.SpecifyKind(at, DateTimeKind.Unspecified),
        DateTimeOffset at => at.ToOffset(TimeSpan.FromHours(8)).DateTime,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => throw new InvalidOperationException($"{value.GetType()} is no time"),
    };
}

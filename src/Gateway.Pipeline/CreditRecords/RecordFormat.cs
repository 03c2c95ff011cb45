using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Documents;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Reads records strictly; keeps them in the one byte form in which equal records have equal bytes.</summary>
public sealed class RecordFormat<T>(RecordKind<T> kind)
    where T : class, ICreditRecord
{
    // Chinese stays as it is: half the bytes. Repeated members need no search in what the gateway itself wrote.
    private readonly JsonTypeInfo<T> _kept = kind.TypeIn(new RecordJson(new JsonSerializerOptions(RecordJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = true,
    }));

    /// <summary>Reads an object or an array of at most 1,000; a bad item spoils no other.</summary>
    public BodyReading<T> ReadBody(ReadOnlySpan<byte> utf8) => DocumentParser.ReadBody(utf8, RecordJson.MaxDepth, ReadOne);

    public byte[] Bytes(T record) => JsonSerializer.SerializeToUtf8Bytes(record, _kept);

    public T Read(ReadOnlySpan<byte> canonical) =>
        JsonSerializer.Deserialize(canonical, _kept) ?? throw new InvalidDataException($"保存的{kind.Table.Chinese}内容为空");

    private DocumentReading<T> ReadOne(ReadOnlySpan<byte> utf8) => DocumentParser.ReadOne(utf8, kind.TypeIn(RecordJson.Default), IsClassified);

    private bool IsClassified(T record) => RecordRules.IsClassified(kind, record);
}

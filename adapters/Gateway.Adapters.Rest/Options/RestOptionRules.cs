using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Signing;
using Gateway.Adapters.Rest.Sinks;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Options;

/// <summary>What must fit together in a profile's settings. All that is wrong is said, each with the setting and what to do.</summary>
internal static class RestOptionRules
{
    public static IEnumerable<ValidationResult> Check(RestOptions options) =>
    [
        .. CallRules.Check(options),
        .. Signers(options),
        .. Certificates(options),
        .. options.Feeds.SelectMany(feed => Feed(feed.Key, feed.Value, options)),
        .. options.Targets.SelectMany(target => Target(target.Key, target.Value, options)),
    ];

    private static ValidationResult Wrong(string member, string words) => new(words, [member]);

    private static IEnumerable<ValidationResult> Signers(RestOptions options)
    {
        foreach (var (path, call) in CallRules.All(options))
        {
            var signer = call.Signer ?? options.Signer;
            if (SignerPreset.NeedsInput(signer.Kind) && string.IsNullOrEmpty(signer.Input))
            {
                yield return Wrong(nameof(RestOptions.Signer), $"“{path}”：签名方式 {signer.Kind} 需要 input（被签名的内容）");
            }

            if (signer.Kind == SignerKind.Sm2 && KeyProblem(() => _ = new Sm2PrivateKey(options.PrivateKey ?? "")) is { } key)
            {
                yield return Wrong(nameof(RestOptions.PrivateKey), $"“{path}”：{key}");
            }

            if (CipherProblem(call.Cipher ?? options.Cipher, options) is { } cipher)
            {
                yield return Wrong(nameof(RestOptions.Cipher), $"“{path}”：{cipher}");
            }
        }
    }

    private static IEnumerable<ValidationResult> Certificates(RestOptions options)
    {
        if (string.IsNullOrEmpty(options.Transport.ClientCertificate)
            && CallRules.All(options).Any(call => (call.Call.Signer ?? options.Signer).Kind == SignerKind.Mtls))
        {
            yield return Wrong(nameof(RestOptions.Transport), "签名方式 mtls 需要客户端证书：设置变量 Transport__ClientCertificate，或放入密钥文件夹");
        }
    }

    private static string? CipherProblem(CipherOptions cipher, RestOptions options)
    {
        if (cipher.Kind == CipherKind.None)
        {
            return null;
        }

        if (cipher.Kind == CipherKind.Sm2Sm4)
        {
            return cipher.Requests && KeyProblem(() => new Sm2Encryptor(cipher.PlatformPublicKey ?? "").Dispose()) is { } sealing ? sealing
                : cipher.Answers && KeyProblem(() => _ = new Sm2PrivateKey(options.PrivateKey ?? "")) is { } opening ? opening
                : null;
        }

        try
        {
            var length = BodyCipher.KeyBytes(options.CipherKey ?? "", cipher.KeyForm).Length;
            var fits = cipher.Kind is CipherKind.Sm4Ecb or CipherKind.Sm4Cbc ? length == 16 : length is 16 or 24 or 32;
            return fits ? null : $"cipherKey 应为 {(cipher.Kind is CipherKind.Sm4Ecb or CipherKind.Sm4Cbc ? "16" : "16、24 或 32")} 字节，现为 {length} 字节（写法 {cipher.KeyForm}）";
        }
        catch (FormatException)
        {
            return $"cipherKey 不是 {cipher.KeyForm} 写法";
        }
    }

    private static string? KeyProblem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static bool IsElement(string name)
    {
        try
        {
            System.Xml.XmlConvert.VerifyNCName(name);
            return true;
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    private static IEnumerable<ValidationResult> Feed(Feed feed, RestFeedOptions options, RestOptions all)
    {
        var schema = FeedSchemas.Of(feed);
        foreach (var problem in FieldRules.Problems(schema, options.Fields, nameof(RestOptions.Feeds))
            .Concat(FieldRules.Problems(schema, options.Deletions?.Fields ?? [], nameof(RestOptions.Feeds))))
        {
            yield return problem;
        }

        if (!options.Fields.ContainsKey("identity") || options.Deletions is { } deletions && !deletions.Fields.ContainsKey("identity"))
        {
            yield return Wrong(nameof(RestOptions.Feeds), $"“{feed.Wire()}”的 fields 缺少 identity（记录唯一标识）");
        }

        foreach (var (path, call) in new[] { ("call", options.Call), ("incremental", options.Incremental), ("deletions.call", options.Deletions?.Call) })
        {
            if (call is not null && (call.Answer.Rows ?? all.Answer.Rows) is null)
            {
                yield return Wrong(nameof(RestOptions.Feeds), $"“feeds.{feed.Wire()}.{path}”没有说明记录在哪里：写 answer.rows");
            }
        }

        if (options.Job is { } job && ((job.Submit!.Answer.Cursor ?? all.Answer.Cursor) is null || (job.Poll!.Answer.State ?? all.Answer.State) is null))
        {
            yield return Wrong(nameof(RestOptions.Feeds), $"“feeds.{feed.Wire()}.job”需要 submit.answer.cursor（任务编号）与 poll.answer.state（任务状态）");
        }

        var paging = options.Paging;
        if (paging.ByDay && paging.FirstDay is null)
        {
            yield return Wrong(nameof(RestOptions.Feeds), $"“{feed.Wire()}”逐日读取需要 firstDay（全量从哪一天开始）");
        }

        if (paging.Kind == PagingKind.Cursor && (paging.ByDay || paging.Slices.Count > 0))
        {
            yield return Wrong(nameof(RestOptions.Feeds), $"“{feed.Wire()}”按游标翻页时不能再分片或逐日读取：游标只有一个");
        }
    }

    private static IEnumerable<ValidationResult> Target(string name, RestTargetOptions options, RestOptions all)
    {
        foreach (var problem in ResultCodeMap.Problems(options.ResultCodes, nameof(RestOptions.Targets)))
        {
            yield return problem;
        }

        foreach (var problem in FieldRules.Problems(null, options.Columns, TargetRows.FieldsOf(options.Rows), nameof(RestOptions.Targets))
            .Concat(FieldRules.Problems(
                null, options.Withdraw?.Columns ?? [], TargetRows.WithdrawalFields(options.Rows), nameof(RestOptions.Targets))))
        {
            yield return problem;
        }

        if (!options.Columns.ContainsKey(options.Id) || options.Withdraw is { } withdraw && !withdraw.Columns.ContainsKey(options.Id))
        {
            yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”的 columns（及 withdraw.columns）中没有标识列“{options.Id}”");
        }

        if (options.Ledger is { } ledger && ledger.Digest.FirstOrDefault(column => !options.Columns.ContainsKey(column)) is { } missing)
        {
            yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”的台账摘要用到不存在的列“{missing}”");
        }

        var judged = options.Receipt?.Call ?? options.Push!;
        if (!judged.PerRow && options.Verdicts.Unlisted == UnlistedRows.Unknown
            && ((judged.Answer.Receipts ?? all.Answer.Receipts) is null || (judged.Answer.Id ?? all.Answer.Id) is null))
        {
            yield return Wrong(
                nameof(RestOptions.Targets),
                $"目标“{name}”没有说明逐条结果在哪里：写 answer.receipts 与 answer.id；平台只列失败的或整批判定的，写 verdicts.unlisted: accepted");
        }

        if (options.Ledger is { } book && book.Call!.Answer.Over(all.Answer) is var where
            && new[] { where.Rows, where.Total, where.Id, where.RowCode, where.Digest }.Any(path => path is null))
        {
            yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”的台账需要 answer.rows、total、id、rowCode、digest");
        }

        if (options.Receipt is not null && options.Push!.PerRow)
        {
            yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”逐条推送（perRow）时没有批次回执可查");
        }

        foreach (var call in new[] { options.Push, options.Correct, options.Withdraw?.Call }.OfType<CallOptions>().Where(call => call.BodyKind == BodyKind.Xml))
        {
            var columns = call == options.Withdraw?.Call ? options.Withdraw!.Columns.Keys : options.Columns.Keys;
            foreach (var column in columns.Where(column => !IsElement(column)))
            {
                yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”的列名“{column}”不能作 XML 元素名");
            }
        }

        if (options.Probe == ProbeKind.Ledger && options.Ledger is null || options.Probe == ProbeKind.Receipt && options.Receipt is null)
        {
            yield return Wrong(nameof(RestOptions.Targets), $"目标“{name}”的 probe 指向没有配置的回执或台账");
        }
    }
}

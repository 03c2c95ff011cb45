using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Results;

/// <summary>What is stored of results, and what is not.</summary>
public sealed class IntakeTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, new FakePeer()));
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, new FakePeer()));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_again_is_the_same_and_other_content_a_conflict()
    {
        Assert.IsType<IntakeOutcome.Created>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1"))));
        Assert.IsType<IntakeOutcome.Same>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1"))));
        Assert.IsType<IntakeOutcome.Conflict>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1") with { Method = "书面检查" })));
        Assert.IsType<IntakeOutcome.Corrected>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1", 4))));
        Assert.IsType<IntakeOutcome.Conflict>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1", 2))));
        Assert.IsType<IntakeOutcome.Same>(Assert.Single(await Bench.StoreAsync(ResultSamples.Result("R1"))));
        Assert.Equal(["1", "4"], await Bench.ListAsync("select version from gateway.result_version order by version"));
        Assert.Equal(["4"], await Bench.ListAsync("select version from gateway.result"));
        Assert.Equal(["result.stored", "result.stored"], await Bench.ListAsync("select kind from gateway.audit_entry"));
    }

    [Fact]
    public async Task Good_items_are_taken_though_others_are_bad()
    {
        var outcomes = await Bench.StoreAsync(
            ResultSamples.Result("R1"), ResultSamples.Result("R2") with { ActionName = null, Inspectors = [] }, ResultSamples.Result("R3"));
        Assert.IsType<IntakeOutcome.Created>(outcomes[0]);
        Assert.Equal(["/actionName", "/inspectors"], Assert.IsType<IntakeOutcome.Invalid>(outcomes[1]).Problems.Select(x => x.Field));
        Assert.IsType<IntakeOutcome.Created>(outcomes[2]);
        Assert.Equal(["R1", "R3"], await Bench.ListAsync("select result_id from gateway.result order by 1"));
    }

    [Fact]
    public async Task Nothing_of_a_classified_result_is_kept()
    {
        var classified = ResultSamples.Exempt("CANARY-7") with { ActionName = "canary-action" };
        classified = classified with { Exemption = classified.Exemption! with { Ground = "国家秘密" } };
        Assert.IsType<IntakeOutcome.Classified>(Assert.Single(await Bench.StoreAsync(classified)));
        await Bench.StoreAsync(ResultSamples.Result("R1"), classified);
        foreach (var table in new[] { "result", "result_version", "delivery", "audit_entry" })
        {
            Assert.DoesNotContain(await Bench.ListAsync($"select t::text from gateway.{table} t"), x => x.Contains("CANARY", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task No_personal_data_lies_in_the_tables_in_clear()
    {
        await Bench.StoreAsync(ResultSamples.OfCitizen("R1"), ResultSamples.Result("R2"));
        await Bench.DrainAsync(Cancelled);
        foreach (var table in new[] { "result", "result_version", "delivery", "delivery_batch", "delivery_attempt", "audit_entry" })
        {
            var text = string.Join('\n', await Bench.ListAsync($"select t::text from gateway.{table} t"));
            foreach (var secret in new[] { ResultSamples.Citizen, "61050001", "张样例" })
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(secret)), text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Subjects_and_inspectors_that_the_directory_does_not_know_are_findings_of_the_department()
    {
        var outcomes = await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.OfCitizen("R2"), ResultSamples.OfSchool("R3"));
        Assert.All(outcomes, x => Assert.IsType<IntakeOutcome.Created>(x));
        await Bench.StoreAsync(ResultSamples.Result("R4"));
        Assert.Equal(["inspector_unknown 8", "subject_unknown 4"], await FindingsAsync());

        await Bench.ListAsync(
            $"""
            insert into gateway.subject (area, identity, kind, name, name_key, uscc, credential_hash, area_code, area_by, tags, content_hash, run_id)
            select '{ResultSamples.Area}', who, '01', '样例', '样例', uscc, decode(hash, 'hex'), '{ResultSamples.Area}', 'exact', '{"{}"}', gen_random_uuid(), 1
            from (values ('a', '{ResultSamples.Enterprise}', null), ('b', null, '{Hash(ResultSamples.Citizen)}')) x (who, uscc, hash)
            """);
        await Bench.ListAsync(
            $"""
            insert into gateway.inspector (area, identity, name_sealed, kind, law_no_hash, content_hash, run_id)
            select '{ResultSamples.Area}', '1', '', '1', decode('{Hash("61050001")}', 'hex'), gen_random_uuid(), 1
            """);
        await Bench.StoreAsync(ResultSamples.Result("R5"), ResultSamples.OfCitizen("R6"), ResultSamples.OfSchool("R7"));
        Assert.Equal(["inspector_unknown 11", "subject_unknown 5"], await FindingsAsync());
        Assert.Equal(["61***"], (await Bench.ListAsync("select left(sample_masked, 5) from gateway.quality_issue where problem = 'inspector_unknown'")));

        static string Hash(string clear) => Convert.ToHexStringLower(new Gateway.Pipeline.Protection.FieldCipher([new byte[32]]).LookupHash(clear));
        Task<string[]> FindingsAsync() => Bench.ListAsync(
            $"select problem || ' ' || occurrences from gateway.quality_issue where feed = 'result' and dept_code = '{ResultSamples.Department}' order by 1");
    }

    [Fact]
    public async Task Concurrent_intake_of_the_same_ids_stores_each_once()
    {
        var results = Enumerable.Range(1, 200).Select(x => ResultSamples.Result($"R{x}")).ToArray();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(x => Bench.StoreAsync([.. x % 2 == 0 ? results : results.Reverse()])));
        Assert.Equal(200, all.SelectMany(x => x).Count(x => x is IntakeOutcome.Created));
        Assert.Equal(1000, all.SelectMany(x => x).Count(x => x is IntakeOutcome.Same));
        Assert.Equal(["400"], await Bench.ListAsync("select count(*) from gateway.delivery"));
    }
}

using Gateway.Adapters.Configuration;
using Gateway.Adapters.Signing;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>Any secret may have another beside it while it is exchanged.</summary>
public sealed class SecretVariantTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_that_follows_makes_a_second_set_of_options_beside_the_first()
    {
        _folder.Set("Gateway__Profiles__AlphaRest__NextAppKey", "canary-next");
        var source = Source();
        var next = Assert.Single(source.Context.Variants);
        Assert.Equal(("Next", "canary-next", "canary-alpha"), (next.Name, ((AlphaOptions)next.Options).AppKey, ((AlphaOptions)source.Options).AppKey));
        Assert.Equal(400, ((AlphaOptions)next.Options).PageSize);
        Assert.Equal("alpha-rest", source.Context.CredentialScope);
    }

    [Fact]
    public void It_is_listed_as_set_and_never_shown()
    {
        var before = _folder.Catalog();
        var after = _folder.Set("Gateway__Profiles__AlphaRest__NextAppKey", "canary-next").Catalog();
        var change = Assert.Single(SettingChange.Between(before.Effective, after.Effective));
        Assert.Equal(("profiles.alpha-rest.nextAppKey", null, "（已设置）"), (change.Path, change.Old, change.New));
        Assert.DoesNotContain("canary", string.Concat(after.Effective), StringComparison.Ordinal);
    }

    [Fact]
    public void An_area_may_exchange_a_secret_of_its_own()
    {
        _folder.Set("Gateway__Counties__610502__Profiles__AlphaRest__PreviousAppKey", "canary-before");
        var source = Source();
        Assert.Equal(("Previous", "canary-before"), (source.Context.Variants[0].Name, ((AlphaOptions)source.Context.Variants[0].Options).AppKey));
        Assert.Equal("610502/alpha-rest", source.Context.CredentialScope);
    }

    [Fact]
    public void What_is_no_secret_has_none_beside_it_and_a_file_holds_none_either()
    {
        _folder.Set("Gateway__Profiles__AlphaRest__NextPageSize", "3").Change("profiles/alpha-rest.yaml", "pageSize: 400", "nextAppKey: canary-in-a-file");
        var problems = _folder.Problems();
        Assert.Contains(problems, x => x.What.Contains("NextPageSize", StringComparison.Ordinal));
        Assert.Contains(problems, x => x is { File: "profiles/alpha-rest.yaml", Line: 2 });
        Assert.DoesNotContain("canary", string.Concat(problems), StringComparison.Ordinal);
    }

    // Fails when a refusal of one set ends the call, when what a platform took is forgotten, or when the first use is not told.
    [Fact]
    public void What_the_platform_took_is_used_first_by_every_adapter_of_the_same_credentials()
    {
        _folder.Set("Gateway__Profiles__AlphaRest__NextAppKey", "canary-next");
        var told = new List<string>();
        var context = Source().Context with { CredentialUses = new Told(told), Choices = new CredentialChoices() };
        var options = (AlphaOptions)Source().Options;
        var credentials = new Credentials<AlphaOptions>(context, options);
        var first = credentials.InUse;
        Assert.Equal("canary-alpha", first.Options.AppKey);
        var next = credentials.After(first, first);
        Assert.Equal("canary-next", next?.Options.AppKey);
        Assert.Null(credentials.After(first, next!));
        credentials.Taken(next!);
        credentials.Taken(next!);
        Assert.Equal(["alpha-rest Next"], told);
        var other = new Credentials<AlphaOptions>(context, options);
        Assert.Equal("canary-next", other.InUse.Options.AppKey);
        Assert.Equal("canary-alpha", other.After(other.InUse, other.InUse)?.Options.AppKey);
        Assert.DoesNotContain("canary", $"{first}{next}{context.Variants[0]}", StringComparison.Ordinal);
    }

    // Fails when a batch in flight knows only the secrets that it began with: it is parked when the platform drops them at once.
    [Fact]
    public void What_began_with_older_secrets_has_the_newest_at_hand()
    {
        var before = Source();
        var choices = new CredentialChoices();
        var begun = new Credentials<AlphaOptions>(before.Context with { Choices = choices }, (AlphaOptions)before.Options);
        Assert.Null(begun.After(begun.InUse, begun.InUse));
        var after = Assert.IsType<TestSource>(_folder.Set("Gateway__Profiles__AlphaRest__AppKey", "canary-newest").Catalog().SourceOf("610502", Feed.Matter));
        var newest = new Credentials<AlphaOptions>(after.Context with { Choices = choices }, (AlphaOptions)after.Options);
        Assert.Equal("canary-newest", begun.After(begun.InUse, begun.InUse)?.Options.AppKey);
        newest.Taken(newest.InUse);
        Assert.Equal("canary-newest", begun.InUse.Options.AppKey);
    }

    private TestSource Source() => Assert.IsType<TestSource>(_folder.Catalog().SourceOf("610502", Feed.Matter));

    private sealed class Told(List<string> told) : ICredentialUses
    {
        public void Taken(string scope, string name, string secrets) => told.Add($"{scope} {name}");
    }
}

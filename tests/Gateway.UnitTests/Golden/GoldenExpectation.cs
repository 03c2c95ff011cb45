using Xunit;

namespace Gateway.UnitTests.Golden;

/// <summary>What a sample's folder expects: on a difference what came is written beside it, and <c>GATEWAY_ACCEPT=1</c> makes it the expected one.</summary>
internal static class GoldenExpectation
{
    public static void Compare(string folder, string received)
    {
        var (expected, beside) = (Path.Combine(folder, "expected.json"), Path.Combine(folder, "expected.received.json"));
        File.Delete(beside);
        if (File.Exists(expected) && File.ReadAllText(expected) == received)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("GATEWAY_ACCEPT") == "1")
        {
            File.WriteAllText(expected, received);
            return;
        }

        File.WriteAllText(beside, received);
        Assert.Equal(File.Exists(expected) ? File.ReadAllText(expected) : "", received);
    }
}

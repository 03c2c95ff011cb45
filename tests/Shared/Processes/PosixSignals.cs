using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Testing;

/// <summary>The signals that fault tests send (numbers of Linux).</summary>
public enum PosixSignalNumber
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static class PosixSignals
{
    private const int NoSuchProcess = 3;

    /// <summary>False where the process is gone already.</summary>
    public static bool Send(int pid, PosixSignalNumber signal)
    {
        if (NativeKill(pid, (int)signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}

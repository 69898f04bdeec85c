/* Only for tests under Wine 8, which has no bcryptprimitives.dll: the one function of it that the
   standard library of Rust asks for, by the generator that Wine does have. It is no part of the
   product; Windows has its own. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    return SystemFunction036(buffer, (ULONG)length);
}

/* Only for tests: stands in for care software that is still writing a file. It makes the file that is
   named first, shares it with nobody, and lets go of it when the file that is named second is there. */
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    static const char RECORD[] = "202407,";
    DWORD written;
    HANDLE file;
    if (count != 3)
        return 2;
    file = CreateFileW(words[1], GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    WriteFile(file, RECORD, sizeof RECORD - 1, &written, NULL);
    while (GetFileAttributesW(words[2]) == INVALID_FILE_ATTRIBUTES)
        Sleep(50);
    CloseHandle(file);
    return 0;
}

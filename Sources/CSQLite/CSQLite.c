#define _GNU_SOURCE
#include "CSQLite.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/vfs.h>

const int sijil_dbconfig_defensive = SQLITE_DBCONFIG_DEFENSIVE;
const int sijil_dbconfig_trusted_schema = SQLITE_DBCONFIG_TRUSTED_SCHEMA;
const int sijil_dbconfig_enable_trigger = SQLITE_DBCONFIG_ENABLE_TRIGGER;
const int sijil_dbconfig_enable_view = SQLITE_DBCONFIG_ENABLE_VIEW;
const int sijil_dbconfig_enable_load_extension = SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION;
const int sijil_dbconfig_no_checkpoint_on_close = SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;

int sijil_sqlite_without_memory_account(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int sijil_sqlite_db_config(void *connection, int option, int value) {
    return sqlite3_db_config((sqlite3 *)connection, option, value, (int *)0);
}

int sijil_sqlite_db_config_value(void *connection, int option) {
    int value = -1;
    int code = sqlite3_db_config((sqlite3 *)connection, option, -1, &value);
    return code == SQLITE_OK ? value : -1;
}

int sijil_sqlite_bind_text(void *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_text((sqlite3_stmt *)statement, index, (const char *)bytes, count, SQLITE_TRANSIENT);
}

int sijil_sqlite_bind_blob(void *statement, int index, const void *bytes, int count) {
    if (count == 0) return sqlite3_bind_zeroblob((sqlite3_stmt *)statement, index, 0);
    return sqlite3_bind_blob((sqlite3_stmt *)statement, index, bytes, count, SQLITE_TRANSIENT);
}

long long sijil_file_system_magic(const char *path) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -1;
    // The field is signed on some systems, and CIFS has its highest bit set.
    return (unsigned int)status.f_type;
}

int sijil_rename_without_replacing(const char *from, const char *to) {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

#ifndef SIJIL_CSQLITE_H
#define SIJIL_CSQLITE_H

// SQLite's own functions for GRDB's connections and statements, and fixed forms of those that Swift cannot call:
// variadic settings, the binding constant that is a function pointer, and two calls of the system about files.

#include <sqlite3.h>

/// Keeps no account of SQLite's memory, which takes a lock at every allocation. It counts only
/// before SQLite's first use; later it changes nothing. Returns an SQLite result code.
int sijil_sqlite_without_memory_account(void);

/// Sets one boolean `SQLITE_DBCONFIG_…` option to `value` (0 or 1); `connection` is a `sqlite3 *`.
/// Returns an SQLite result code.
int sijil_sqlite_db_config(void *connection, int option, int value);

/// Reads one boolean `SQLITE_DBCONFIG_…` option: 0 or 1, or -1 if SQLite does not know it.
int sijil_sqlite_db_config_value(void *connection, int option);

/// Bind bytes that SQLite copies. `statement` is a `sqlite3_stmt *`; each returns an SQLite result code.
int sijil_sqlite_bind_text(void *statement, int index, const void *bytes, int count);
int sijil_sqlite_bind_blob(void *statement, int index, const void *bytes, int count);

/// The magic number (statfs(2)) of the file system that holds `path`, on which it depends whether SQLite can trust its
/// locks; -1 if the system does not tell.
long long sijil_file_system_magic(const char *path);

/// Renames a file unless `to` exists: renameat2(2), which Swift does not see. Returns 0, or -1 with errno.
int sijil_rename_without_replacing(const char *from, const char *to);

extern const int sijil_dbconfig_defensive;
extern const int sijil_dbconfig_trusted_schema;
extern const int sijil_dbconfig_enable_trigger;
extern const int sijil_dbconfig_enable_view;
extern const int sijil_dbconfig_enable_load_extension;
extern const int sijil_dbconfig_no_checkpoint_on_close;

#endif

package dev.tributary.postgres;

import java.util.Optional;

/** The keys that say where a PostgreSQL server is; a kind's own mapping extends this. */
public interface PostgresConfig {
  /**
   * Where the database is, required: `postgresql://host:5432/database`, with `?sslmode=` as
   * PostgreSQL's own clients have it: `disable` (the default), `require`, `verify-ca` or
   * `verify-full`; `sslrootcert` is a file of certificates in PEM, else those are trusted that Java
   * trusts.
   */
  Optional<String> url();

  /** Who asks. Default: `postgres`. */
  Optional<String> user();

  /** The password, as `${ENV}`. */
  Optional<String> password();
}

// The same tests as on SQLite, on PostgreSQL: the first import decides where the others keep their data.
import './on-postgres.ts'
import './alarms.test.ts'
import './classic.test.ts'
import './collections.test.ts'
import './marks.test.ts'
import './readings.test.ts'
import './rest.test.ts'
import './rollups.test.ts'

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { configSchema } from '../src/lint/config/configSchema';

// Writes schemas/taskmonitor.schema.json anew: npx tsx scripts/writeConfigSchema.mts, after a change of rules or settings.
const text = await format(JSON.stringify(configSchema()), { parser: 'json', printWidth: 120 });
await writeFile(join(import.meta.dirname, '../schemas/taskmonitor.schema.json'), text);

import { auditCommand } from '@ssbtek/shell-audit';

process.exitCode = await auditCommand(process.argv.slice(2), process.env, process);

import { once } from 'node:events';
import { startScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';

/** The scripted SMTP server as a process: it is told its certificate, answers its port, and ends with its parent. */
process.on('disconnect', () => process.exit());
const [certificate] = (await once(process, 'message')) as [TestCertificate];
const { port } = await startScriptedSmtpServer({ security: 'tls', certificate });
process.send!(port);

import { smtpLogin } from '#mail/connection/smtp-login.ts';
import { checkCodeOfConnect, type CheckCode } from '#mail/connection/check-codes.ts';
import type { Config } from '#platform/config.ts';
import type { Logger } from '#platform/logging.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { PlatformSender } from '#platform/platform-sender.ts';

/** Milliseconds for each step of the conversation. */
const WITHIN = 15_000;

/**
 * Signs in once as the installation's own sender, so that a wrong login shows at the start and not with the first mail to a
 * user. Stops nothing: it is an alarm of the log (docs/operations.md).
 *
 * @returns why it cannot sign in; undefined where it can, or where none is configured.
 */
export async function checkPlatformSender({
	config,
	policy,
	logger,
}: {
	readonly config: Pick<Config, 'platformSender'>;
	readonly policy: NetworkPolicy;
	readonly logger: Logger;
}): Promise<CheckCode | undefined> {
	if (!config.platformSender) return undefined;
	const code = await faultOf(config.platformSender, policy);
	if (code) logger.error({ code }, 'the sender of the platform cannot sign in');
	return code;
}

async function faultOf({ smtp }: PlatformSender, policy: NetworkPolicy): Promise<CheckCode | undefined> {
	const { host, port, security, user, password } = smtp;
	try {
		const target = await resolveGuarded(host, port, policy);
		return await smtpLogin(target, security, { kind: 'password', user, password }, WITHIN);
	} catch (error) {
		if (error instanceof ConnectError) return checkCodeOfConnect(error);
		throw error;
	}
}

import { isGrpcServiceError } from '@temporalio/client';
import type { Config } from '#platform/config.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { searchAttributes } from '#platform/temporal/search-attributes.ts';
import { InstallationRefused } from './refuse-copy.ts';

/** How long a server may take to answer, in milliseconds. */
const ANSWERS_WITHIN = 10_000;

/** Codes of gRPC that say what is wrong; everything else counts as nobody there. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/**
 * A worker works only where its namespace is there and knows the search attributes: without them no run could be started,
 * and nobody would be told.
 *
 * @throws {InstallationRefused} with the sentence for whoever runs it.
 */
export async function refuseUnreadyTemporal(settings: Config['temporal']): Promise<void> {
	const { address, namespace } = settings;
	const temporal = openTemporal(settings);
	const { connection } = temporal.client;
	const within = <T>(call: () => Promise<T>) => connection.withDeadline(Date.now() + ANSWERS_WITHIN, call);
	try {
		await within(() => connection.workflowService.describeNamespace({ namespace })).catch(
			(error: unknown) => {
				throw new InstallationRefused(whyNot(error, settings), { cause: error });
			},
		);
		const known = await within(() => connection.operatorService.listSearchAttributes({ namespace })).catch(
			// Not every cloud's key may ask this.
			() => undefined,
		);
		const missing = searchAttributes.filter((name) => known && !known.customAttributes?.[name]);
		if (missing.length > 0)
			throw new InstallationRefused(
				`The namespace ${namespace} of the Temporal server at ${address} lacks the search attributes ${missing.join(', ')}. ` +
					`Create each: temporal operator search-attribute create --namespace ${namespace} --type Keyword --name ${missing[0]}`,
			);
	} finally {
		await temporal.close();
	}
}

function whyNot(error: unknown, { address, namespace }: Config['temporal']): string {
	const code = isGrpcServiceError(error) ? Number(error.code) : undefined;
	if (code === NOT_FOUND)
		return (
			`The Temporal server at ${address} has no namespace ${namespace}: create it (temporal operator namespace create ` +
			`--namespace ${namespace} --retention 7d), or name another one in TEMPORAL_NAMESPACE.`
		);
	if (code === PERMISSION_DENIED || code === UNAUTHENTICATED)
		return `The Temporal server at ${address} does not let us into the namespace ${namespace}: check TEMPORAL_API_KEY or the certificate.`;
	return `No Temporal server answers at ${address} within ${ANSWERS_WITHIN / 1000} s: check TEMPORAL_ADDRESS and TEMPORAL_TLS.`;
}

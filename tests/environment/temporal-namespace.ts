import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { searchAttributes } from '#platform/temporal/search-attributes.ts';
import { until } from './until.ts';

/** Temporal's code of a type of search attribute. */
const KEYWORD = 2;
const RETENTION_SECONDS = 86_400;

/**
 * A namespace of one's own on the test server, so that two test files never take each other's tasks. It serves when this
 * answers; nothing has to be removed, the server keeps everything in memory.
 */
export async function createTestNamespace(address: string): Promise<string> {
	const namespace = `test-${randomBytes(6).toString('hex')}`;
	const connection = await Connection.connect({ address });
	try {
		await connection.workflowService.registerNamespace({
			namespace,
			workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never },
		});
		const wanted = Object.fromEntries(searchAttributes.map((name) => [name, KEYWORD]));
		await untilDone(() =>
			connection.operatorService.addSearchAttributes({ namespace, searchAttributes: wanted }),
		);
		await untilDone(() =>
			connection.workflowService.listWorkflowExecutions({ namespace, query: "RefrainKind = 'none'" }),
		);
	} finally {
		await connection.close();
	}
	return namespace;
}

/** The server learns of a new namespace a moment after it has registered it. */
async function untilDone(act: () => Promise<unknown>): Promise<void> {
	await until(
		'the new namespace serves',
		() =>
			act().then(
				() => 'done',
				(error: unknown) => error,
			),
		(seen) => seen === 'done',
	);
}

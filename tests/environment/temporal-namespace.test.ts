import { Client, Connection } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { createTestNamespace } from './temporal-namespace.ts';

test('a test namespace serves at once, with the search attributes, and holds nobody else’s runs', async () => {
	const namespace = await createTestNamespace(inject('temporalAddress'));
	const connection = await Connection.connect({ address: inject('temporalAddress') });
	const client = new Client({ connection, namespace });
	expect((await client.workflow.count("RefrainKind = 'engagement'")).count).toBe(0);
	await connection.close();
});

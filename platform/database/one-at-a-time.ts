import { PrismaPg } from '@prisma/adapter-pg';
import type { Transaction } from '@prisma/driver-adapter-utils';

/**
 * Prisma's adapter, with one statement at a time in a transaction. Prisma asks for several relations of one read at once,
 * and a transaction has one connection: pg 8 queues them there with a warning, pg 9 will refuse them.
 */
export class PrismaPgInTurn extends PrismaPg {
	override async connect() {
		const adapter = await super.connect();
		const begin = adapter.startTransaction.bind(adapter);
		adapter.startTransaction = async (isolationLevel) => inTurn(await begin(isolationLevel));
		return adapter;
	}
}

function inTurn(transaction: Transaction): Transaction {
	let last: Promise<unknown> = Promise.resolve();
	function afterLast<Query, Answer>(ask: (query: Query) => Promise<Answer>) {
		return (query: Query): Promise<Answer> => {
			const answer = last.then(() => ask(query));
			// A statement that failed has told its own caller.
			last = answer.catch(() => {});
			return answer;
		};
	}
	transaction.queryRaw = afterLast(transaction.queryRaw.bind(transaction));
	transaction.executeRaw = afterLast(transaction.executeRaw.bind(transaction));
	return transaction;
}

import type { Actor } from '#domain/values/actor.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { Prisma, type Tag } from '#prisma/generated/client/client.ts';

/** Which tag a company must carry to be found. */
export interface WantedTag {
	/** Without one, any routine that the person sees. */
	readonly routineId?: string | undefined;
	/** One of these; without them any entry, a mere mention as a former customer too. */
	readonly tags?: readonly Tag[] | undefined;
	readonly formerCustomer?: boolean | undefined;
}

/**
 * True in SQL where a company carries a tag. A routine that the person does not see answers no filter either (R-93).
 *
 * @param row alias of the table whose `subscription_id` counts, and `companyId` its column of the company.
 */
export function carriesTag(
	row: 'c' | 'p' | 'r',
	companyId: 'id' | 'company_id',
	actor: Pick<Actor, 'licence' | 'userId'>,
	{ routineId, tags, formerCustomer }: WantedTag,
): Prisma.Sql {
	const [subscription, company] = [Prisma.raw(`${row}.subscription_id`), Prisma.raw(`${row}.${companyId}`)];
	return Prisma.sql`EXISTS (SELECT FROM company_tag t
		WHERE t.subscription_id = ${subscription} AND t.company_id = ${company} AND ${allOf([
			routineId !== undefined && Prisma.sql`t.routine_id = ${routineId}::uuid`,
			Boolean(tags?.length) && Prisma.sql`t.tag::text = ANY(${tags!.map(nameInDatabase)}::text[])`,
			formerCustomer && Prisma.sql`t.is_former_customer`,
			actor.licence === 'utilisateur' &&
				Prisma.sql`t.routine_id IN (SELECT routine_id FROM routine_user WHERE user_id = ${actor.userId}::uuid)`,
		])})`;
}

/** PostgreSQL's labels have a dash where an identifier of TypeScript cannot. */
function nameInDatabase(tag: Tag): string {
	return tag.replace('_', '-');
}

import type { Actor } from '#domain/values/actor.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** Which routines a person sees: a *responsable* all of them, a *utilisateur* those assigned to her. */
export function visibleRoutines({
	licence,
	userId,
}: Pick<Actor, 'licence' | 'userId'>): Prisma.RoutineWhereInput {
	return licence === 'responsable' ? {} : { users: { some: { userId } } };
}

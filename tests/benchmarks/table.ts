import { median, type Rounds } from './rounds.ts';
export function printTable(title: string, rounds: Rounds<any>): void {
	console.log(title);
	console.log('bare', JSON.stringify(rounds.bare, null, 0));
	console.log('ours', JSON.stringify(rounds.ours, null, 0));
}

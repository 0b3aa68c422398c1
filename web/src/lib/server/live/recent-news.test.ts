import { expect, it } from 'vitest';
import { RecentNews } from './recent-news.ts';

const change = (id: number) => ({ kind: 'company', id: String(id) });

it('keeps the last thousands, and says so where it kept too few', () => {
	const news = new RecentNews();
	const old = news.mark();
	for (let id = 0; id < 10_000; id++) news.add('ours', change(id));
	expect(news.since(old, 'ours')).toBeUndefined();
	const mark = news.mark();
	expect(news.since(mark, 'ours')).toEqual([]);
	news.add('theirs', change(1));
	news.add('ours', change(2));
	expect(news.since(mark, 'ours')).toEqual([change(2)]);
});

it('knows nothing of what came before something was missed', () => {
	const news = new RecentNews();
	const mark = news.mark();
	news.forget();
	expect(news.since(mark, 'ours')).toBeUndefined();
	expect(news.since(news.mark(), 'ours')).toEqual([]);
});

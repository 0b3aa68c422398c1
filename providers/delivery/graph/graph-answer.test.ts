import { describe, expect, it } from 'vitest';
import { graphAnswerOf, isGone } from './graph-answer.ts';
import { judgeGraphRefusal } from './judge-graph-refusal.ts';

const error = (code: unknown, innerError?: object) => JSON.stringify({ error: { code, innerError } });
const answer = (status: number, text: string, headers = {}) => graphAnswerOf(status, headers, text);
const faultOf = (status: number, text: string) => judgeGraphRefusal(answer(status, text)).fault;

describe('the codes of an error', () => {
	it('are read to the most detailed one, however it is spelt', () => {
		const inner = { code: 'MailboxNotEnabledForRESTAPI', innererror: { code: 'deeper' } };
		expect(answer(403, error('ErrorAccessDenied', inner)).codes).toEqual([
			'deeper',
			'MailboxNotEnabledForRESTAPI',
			'ErrorAccessDenied',
		]);
		expect(faultOf(403, error('ErrorAccessDenied', inner))).toMatchObject({ code: 'session-refused' });
	});

	it.each([
		['words', 'ErrorSendAsDenied for camille@cadrelune.example'],
		['a line break', 'Error\r\nX'],
		['a number', 7],
		['an object', {}],
		['too long a one', 'E'.repeat(100)],
	])('are codes alone: %s is none', (_, code) => {
		expect(answer(400, error(code)).codes).toEqual([]);
		expect(judgeGraphRefusal(answer(400, error(code))).reply).toBe('400');
	});

	it('end somewhere', () => {
		let deep: object = { code: 'bottom' };
		for (let depth = 0; depth < 50; depth++) deep = { code: 'level', innerError: deep };
		expect(answer(400, JSON.stringify({ error: deep })).codes.length).toBeLessThan(10);
	});

	it.each(['', 'null', '[]', '"x"', '<html></html>', '{"error":"x"}', '{"error":null}'])(
		'of %j are none',
		(text) => expect(answer(502, text).codes).toEqual([]),
	);
});

describe('whose matter a refusal is', () => {
	it.each([
		[400, 'BadRequest'],
		[403, 'ErrorOfAnotherYear'],
		[404, 'ErrorNonExistentMailBox'],
		[409, 'nameAlreadyExists'],
		[418, ''],
		[500, 'generalException'],
		[503, 'UnknownError'],
		[307, ''],
	])('%i %s ends no run', (status, code) => {
		const { verdict, fault } = judgeGraphRefusal(answer(status, error(code)));
		expect(verdict).toBe('deferred');
		expect(['server', 'mailbox']).toContain(fault.matter);
	});

	it('a pace is no refusal of the account: it says no status by which one is opened', () => {
		expect(faultOf(429, error('ApplicationThrottled'))).toEqual({ code: 'too-fast', matter: 'mailbox' });
		expect(faultOf(429, '<html></html>')).toEqual({ code: 'too-fast', matter: 'mailbox' });
	});

	it('a 404 of anybody is no draft that is gone', () => {
		expect(isGone(answer(404, error('ErrorItemNotFound')))).toBe(true);
		for (const text of ['<html></html>', error('MailboxNotEnabledForRESTAPI'), error('ResourceNotFound')])
			expect(isGone(answer(404, text))).toBe(false);
	});
});

describe('how long to wait', () => {
	const date = 'Mon, 30 Nov 2026 12:00:00 GMT';
	it.each([
		[{ 'retry-after': '30' }, 30_000],
		[{ 'retry-after': 'Mon, 30 Nov 2026 12:02:00 GMT', date }, 120_000],
		[{ 'retry-after': 'Mon, 30 Nov 2026 11:00:00 GMT', date }, undefined],
		[{ 'retry-after': '999999999' }, 86_400_000],
		[{ 'retry-after': 'soon' }, undefined],
		[{ 'retry-after': '-5' }, undefined],
		[{ 'retry-after': '0' }, undefined],
		[{}, undefined],
	])('%o is %s', (headers, expected) => expect(answer(429, '', headers).retryAfter).toBe(expected));
});

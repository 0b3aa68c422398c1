import { expect, test } from 'vitest';
import { readTokenLogin } from './sasl.ts';

const of = (text: string) => readTokenLogin(Buffer.from(text).toString('base64'));

test.each([
	['user=lea@a.example\x01auth=Bearer t0ken\x01\x01', { name: 'lea@a.example', token: 't0ken' }],
	[
		'n,a=lea@a.example,\x01host=localhost\x01port=993\x01auth=Bearer t0ken\x01\x01',
		{ name: 'lea@a.example', token: 't0ken' },
	],
	['n,a=l=2Ce=3Da@a.example,\x01auth=Bearer t0ken\x01\x01', { name: 'l,e=a@a.example', token: 't0ken' }],
	['user=lea@a.example\x01auth=Basic t0ken\x01\x01', undefined],
	['user=\x01auth=Bearer t0ken\x01\x01', undefined],
	['auth=Bearer t0ken\x01\x01', undefined],
	['\x01', undefined],
	['', undefined],
])('%j', (text, expected) => expect(of(text)).toEqual(expected));

import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createKnownDevices, type DeviceProof } from './known-device.ts';

const devices = createKnownDevices(randomBytes(32));
const EMAIL = 'camille@cadrelune.example';

const jar =
	(...proofs: Pick<DeviceProof, 'name' | 'value'>[]) =>
	(name: string) =>
		proofs.find((proof) => proof.name === name)?.value;

it('is recognised for the account that signed in on it, and for no other', () => {
	const proof = devices.prove(EMAIL);
	const device = devices.recognise(` ${EMAIL.toUpperCase()}`, jar(proof));
	expect(device).toMatch(/^[\w-]{22}$/);
	expect(devices.recognise('ines@cadrelune.example', jar(proof))).toBeUndefined();
	const ofInes = devices.prove('ines@cadrelune.example');
	expect(devices.recognise(EMAIL, jar({ name: proof.name, value: ofInes.value }))).toBeUndefined();
	// Two people on one device keep one proof each.
	expect(devices.recognise(EMAIL, jar(ofInes, proof))).toBe(device);
});

it('is a stranger where the proof was altered, made elsewhere or has run out', () => {
	const proof = devices.prove(EMAIL);
	const [device, until, signature] = proof.value.split('.');
	for (const value of [
		'',
		`${device}.${until}`,
		`${device}.${Number(until) + 1}.${signature}`,
		`other.${until}.${signature}`,
		`${proof.value}.more`,
		createKnownDevices(randomBytes(32)).prove(EMAIL).value,
	]) {
		expect(devices.recognise(EMAIL, jar({ name: proof.name, value }))).toBeUndefined();
	}
	vi.useFakeTimers({ now: Date.now() + proof.maxAge * 1_000 + 1_000, toFake: ['Date'] });
	try {
		expect(devices.recognise(EMAIL, jar(proof))).toBeUndefined();
	} finally {
		vi.useRealTimers();
	}
});

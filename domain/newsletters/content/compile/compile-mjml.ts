/**
 * Compiles MJML of ours to HTML. The compiler is loaded with the first letter: a process that never compiles one does not
 * carry it.
 *
 * @throws {Error} where the MJML is not valid, which is a fault of `writeMjml`.
 */
export async function compileMjml(mjml: string): Promise<string> {
	const { default: compile } = await import('mjml');
	const { html } = await compile(mjml, { validationLevel: 'strict', fonts: {}, keepComments: true });
	// Spaces around its lines are a third of the weight, and show nowhere.
	const lines = html.split('\n').map((line) => line.trim());
	return lines.filter((line) => line !== '').join('\n');
}

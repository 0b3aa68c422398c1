/**
 * Shows the stages of a start, each with its time: one line that is redrawn on a terminal, plain lines elsewhere
 * (a sign of life every five seconds at most, so that a log stays short).
 */
export class Progress {
	#out;
	#title = '';
	#began = 0;
	#lastPlain = 0;
	/** @type {NodeJS.Timeout | undefined} */
	#ticker;
	#detail = '';

	/** @param {NodeJS.WriteStream} [out] */
	constructor(out = process.stdout) {
		this.#out = out;
	}

	/**
	 * Runs one stage and shows it until it ends.
	 * @template T
	 * @param {string} title
	 * @param {(detail: (text: string) => void) => Promise<T>} work
	 * @returns {Promise<T>}
	 */
	async stage(title, work) {
		this.#title = title;
		this.#detail = '';
		this.#began = this.#lastPlain = performance.now();
		this.#ticker = setInterval(() => this.#draw(), 200);
		try {
			const result = await work((text) => (this.#detail = text));
			this.#end('✓');
			return result;
		} catch (error) {
			this.#end('✗');
			throw error;
		}
	}

	/** @param {string} text */
	say(text) {
		this.#out.write(`${text}\n`);
	}

	#draw() {
		if (this.#out.isTTY) {
			const line = `  … ${this.#title} ${this.#detail} (${this.#seconds()})`;
			this.#out.write(`\r\x1b[K${line.slice(0, (this.#out.columns || 80) - 1)}`);
		} else if (performance.now() - this.#lastPlain > 5_000) {
			this.#lastPlain = performance.now();
			this.#out.write(`  … ${this.#title} ${this.#detail} (${this.#seconds()})\n`);
		}
	}

	/** @param {string} mark */
	#end(mark) {
		clearInterval(this.#ticker);
		this.#out.write(`${this.#out.isTTY ? '\r\x1b[K' : ''}  ${mark} ${this.#title} (${this.#seconds()})\n`);
	}

	#seconds() {
		return `${((performance.now() - this.#began) / 1000).toFixed(1)} s`;
	}
}

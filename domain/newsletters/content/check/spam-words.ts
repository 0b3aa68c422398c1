/**
 * Words that filters and readers take for spam, in French and English, without accents. Few: each is common in bulk mail
 * and rare in a letter between companies.
 */
export const SPAM_WORDS: readonly string[] = [
	'gratuit',
	'gratuite',
	'gratuitement',
	'offre exceptionnelle',
	'offre speciale',
	'promotion',
	'meilleur prix',
	'prix casses',
	'derniere chance',
	'urgent',
	'agissez maintenant',
	'cliquez ici',
	'felicitations',
	'vous avez gagne',
	'gagnez',
	'sans engagement',
	'satisfait ou rembourse',
	'100 %',
	'argent facile',
	'free',
	'special offer',
	'best price',
	'last chance',
	'act now',
	'click here',
	'congratulations',
	'you have won',
	'winner',
	'no obligation',
	'money back',
	'risk free',
	'100%',
];

const PATTERNS = SPAM_WORDS.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u'));

/** Those of them that a text says, as it writes them. */
export function spamWordsIn(text: string): string[] {
	const plain = folded(text);
	return PATTERNS.flatMap((pattern) => {
		const found = pattern.exec(plain);
		return found ? [text.normalize('NFC').slice(found.index, found.index + found[0].length)] : [];
	});
}

/** Small, without accents, as many characters as before: positions stay those of the text. */
function folded(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\u00a0\u202f]/g, ' ')
		.replace(/\p{L}/gu, (letter) => {
			const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
			return bare.length === letter.length ? bare : letter;
		});
}

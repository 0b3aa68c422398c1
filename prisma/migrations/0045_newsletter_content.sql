-- What a letter needs beside its text: images that mails show, and what its links answered when they were asked.

SET LOCAL search_path TO public;
-- CreateTable
CREATE TABLE "letter_image" (
    "subscription_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "title" TEXT NOT NULL,
    "pixel_width" INTEGER NOT NULL,
    "pixel_height" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_image_pkey" PRIMARY KEY ("subscription_id","name")
);

-- CreateTable
CREATE TABLE "asked_link" (
    "subscription_id" UUID NOT NULL,
    "url_hash" BYTEA NOT NULL,
    "url" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asked_link_pkey" PRIMARY KEY ("subscription_id","url_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "letter_image_name_key" ON "letter_image"("name");

-- CreateIndex
CREATE UNIQUE INDEX "letter_image_subscription_id_sha256_key" ON "letter_image"("subscription_id", "sha256");

CALL protect_tenant_table('letter_image');
CALL protect_tenant_table('asked_link');

ALTER TABLE "letter_image" ADD CONSTRAINT "letter_image_name" CHECK (name ~ '^[a-z2-7]{26}[.](png|jpg|gif|webp)$');
ALTER TABLE "letter_image" ADD CONSTRAINT "letter_image_sha256" CHECK (octet_length(sha256) = 32);
ALTER TABLE "asked_link" ADD CONSTRAINT "asked_link_outcome" CHECK (outcome IN ('alive', 'dead', 'silent', 'not-asked'));

-- Pictures are compressed already: TOAST would only try.
ALTER TABLE "letter_image" ALTER COLUMN "content" SET STORAGE EXTERNAL;

-- A mail program that shows an image is in no subscription: this answers in which the image is, an id for a name that nobody guesses.
CREATE FUNCTION subscription_of_letter_image(image text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT letter_image.subscription_id FROM public.letter_image WHERE letter_image.name = image $$;
REVOKE ALL ON FUNCTION subscription_of_letter_image(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subscription_of_letter_image(text) TO refrain_app;

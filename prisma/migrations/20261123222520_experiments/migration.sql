-- Typing slips and parts of words are found by trigrams. The extension is trusted: the owner of the database may make it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "last_decision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_experiment" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "score_model" TEXT NOT NULL DEFAULT 'ice',
ADD COLUMN     "test_budget" DECIMAL(18,2),
ADD COLUMN     "test_channel_slots" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "test_slots" INTEGER NOT NULL DEFAULT 4;

-- CreateTable
CREATE TABLE "experiment" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "owner_user_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',
    "lever" TEXT NOT NULL,
    "brief" JSONB NOT NULL,
    "design" JSONB,
    "rule" JSONB,
    "rule_hash" TEXT,
    "approval" JSONB,
    "extensions" INTEGER NOT NULL DEFAULT 0,
    "starts_on" DATE,
    "ends_on" DATE,
    "paused_at" TIMESTAMPTZ(3),
    "stopped_on" DATE,
    "next_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "words" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "experiment_claim" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "experiment_claim_pkey" PRIMARY KEY ("workspace_id","team_id","key")
);

-- CreateTable
CREATE TABLE "amendment" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "amendment_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "reading" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "data_through" DATE NOT NULL,
    "arms" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "rules_version" INTEGER NOT NULL,
    "dedupe" TEXT NOT NULL,
    "taken_by" TEXT NOT NULL,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "decision" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "reading_id" TEXT,
    "state" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "arm" TEXT,
    "rationale" TEXT NOT NULL,
    "recommendation" JSONB NOT NULL,
    "followed" BOOLEAN NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "second_by" TEXT,
    "second_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "learning" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "supports" INTEGER[],
    "contradicts" INTEGER[],
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "learning_pkey" PRIMARY KEY ("workspace_id","team_id","experiment_id")
);

-- CreateTable
CREATE TABLE "score" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "experiment_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "scored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "score_pkey" PRIMARY KEY ("workspace_id","team_id","experiment_id","user_id")
);

-- CreateIndex
CREATE INDEX "audit_workspace_id_team_id_subject_idx" ON "audit"("workspace_id", "team_id", "subject");

-- CreateIndex
CREATE INDEX "experiment_workspace_id_team_id_state_idx" ON "experiment"("workspace_id", "team_id", "state");

-- CreateIndex
CREATE INDEX "experiment_next_at_idx" ON "experiment"("next_at");

-- CreateIndex
CREATE INDEX "experiment_trigrams_idx" ON "experiment" USING GIN ("words" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "experiment_workspace_id_team_id_number_key" ON "experiment"("workspace_id", "team_id", "number");

-- CreateIndex
CREATE INDEX "experiment_claim_workspace_id_team_id_experiment_id_idx" ON "experiment_claim"("workspace_id", "team_id", "experiment_id");

-- CreateIndex
CREATE INDEX "amendment_workspace_id_team_id_experiment_id_made_at_idx" ON "amendment"("workspace_id", "team_id", "experiment_id", "made_at");

-- CreateIndex
CREATE INDEX "reading_workspace_id_team_id_experiment_id_as_of_idx" ON "reading"("workspace_id", "team_id", "experiment_id", "as_of");

-- CreateIndex
CREATE UNIQUE INDEX "reading_workspace_id_team_id_experiment_id_dedupe_key" ON "reading"("workspace_id", "team_id", "experiment_id", "dedupe");

-- CreateIndex
CREATE INDEX "decision_workspace_id_team_id_experiment_id_made_at_idx" ON "decision"("workspace_id", "team_id", "experiment_id", "made_at");

-- CreateIndex
CREATE UNIQUE INDEX "decision_workspace_id_team_id_number_key" ON "decision"("workspace_id", "team_id", "number");

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_claim" ADD CONSTRAINT "experiment_claim_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment" ADD CONSTRAINT "amendment_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning" ADD CONSTRAINT "learning_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score" ADD CONSTRAINT "score_workspace_id_team_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "experiment_id") REFERENCES "experiment"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Words are found by their stems. Prisma does not know indexes over expressions; `src/store/experiment-search.ts` reads this one.
CREATE INDEX "experiment_words_idx" ON "experiment" USING gin (to_tsvector('english', "words"));

-- CreateTable
CREATE TABLE "source" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "token_hash" TEXT,
    "token_hint" TEXT,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "next_run_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "last_run_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_rows" INTEGER,
    "last_day" DATE,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "content_hash" TEXT NOT NULL DEFAULT '',
    "data_version" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "problem" JSONB,
    "told_code" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "push" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_pkey" PRIMARY KEY ("workspace_id","team_id","source_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "source_id_key" ON "source"("id");

-- CreateIndex
CREATE INDEX "source_next_run_at_idx" ON "source"("next_run_at");

-- CreateIndex
CREATE UNIQUE INDEX "source_workspace_id_team_id_name_key" ON "source"("workspace_id", "team_id", "name");

-- CreateIndex
CREATE INDEX "push_started_at_idx" ON "push"("started_at");

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push" ADD CONSTRAINT "push_workspace_id_team_id_source_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "source_id") REFERENCES "source"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "creative_answer" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "creative_answer_pkey" PRIMARY KEY ("workspace_id","team_id","review_id","user_id")
);

-- CreateTable
CREATE TABLE "restatement" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "import_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "was" JSONB NOT NULL,
    "now" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restatement_pkey" PRIMARY KEY ("workspace_id","team_id","review_id","revision")
);

-- AddForeignKey
ALTER TABLE "creative_answer" ADD CONSTRAINT "creative_answer_workspace_id_team_id_review_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "review_id") REFERENCES "review"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restatement" ADD CONSTRAINT "restatement_workspace_id_team_id_review_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "review_id") REFERENCES "review"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

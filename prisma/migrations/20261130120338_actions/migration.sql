-- AlterTable
ALTER TABLE "team" ADD COLUMN     "last_action" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "action" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "owner_user_id" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "first_due_on" DATE NOT NULL,
    "priority" TEXT NOT NULL,
    "focus" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "origin" JSONB NOT NULL,
    "reason" TEXT,
    "nudged_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "action_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateIndex
CREATE INDEX "action_workspace_id_team_id_state_due_on_idx" ON "action"("workspace_id", "team_id", "state", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "action_workspace_id_team_id_number_key" ON "action"("workspace_id", "team_id", "number");

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

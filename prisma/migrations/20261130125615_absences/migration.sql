-- AlterTable
ALTER TABLE "team" ADD COLUMN     "holiday_shift" TEXT NOT NULL DEFAULT 'next',
ADD COLUMN     "holidays" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "absence" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "delegate_user_id" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "absence" DROP CONSTRAINT "absence_pkey",
ADD CONSTRAINT "absence_pkey" PRIMARY KEY ("workspace_id", "user_id", "from_on");

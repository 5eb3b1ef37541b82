-- AlterTable
ALTER TABLE "review" ADD COLUMN     "facilitator_user_id" TEXT;

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "facilitators" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "mirror_id" TEXT;

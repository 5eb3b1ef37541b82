-- AlterTable
ALTER TABLE "review" ADD COLUMN     "without" JSONB;
